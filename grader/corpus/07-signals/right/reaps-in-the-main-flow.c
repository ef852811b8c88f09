/* The handler does nothing; the main flow reaps after each sleep (7.3).
 * expect: full points
 */
/* GAP(7.3a) */
static void reap(int number)
{
    (void)number;
}
/* GAP(7.3c) */
        int word;
        pid_t pid;

        while ((pid = waitpid(-1, &word, WNOHANG)) > 0)
            note_end(pid, word);
        if (tell_ended(ended) < running)
            continue;
        ready = ppoll(&door, 1, NULL, &old_mask);
        if (ready == -1 && errno == EINTR)
            ready = 0;
