/* The handler does nothing, and comes for stops too (no SA_NOCLDSTOP); the main
 * flow reaps before each sleep (7.3).
 * expect: full points
 */
/* GAP(7.3a) */
static void reap(int number)
{
    (void)number;
}
/* GAP(7.3b) */
    sigprocmask(SIG_BLOCK, &child_signal, &old_mask);
    action.sa_handler = reap;
    action.sa_flags = 0;
    sigaction(SIGCHLD, &action, &old_action);
    while (kid_count < count && result == 0) {
        pid_t pid = start_child(kid_count, child, &old_mask, &old_action);

        if (pid == -1)
            result = -1;
        else
            kids[kid_count++].pid = pid;
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
