/* SIG-02: the handler counts, and the main flow waits for so many children.
 * expect: SIG-02 in 7.3 at HERE
 */
/* GAP(7.3a) */
static volatile sig_atomic_t signals;

static void reap(int number)
{
    (void)number;
    signals++;
}
/* GAP(7.3c) */
        for (; signals > 0; signals--) {
            int word;
            pid_t pid = waitpid(-1, &word, WNOHANG); /* HERE */

            if (pid > 0)
                note_end(pid, word);
        }
        if (tell_ended(ended) == running) {
            ready = ppoll(&door, 1, NULL, &old_mask);
            if (ready == -1 && errno == EINTR)
                ready = 0;
        }
