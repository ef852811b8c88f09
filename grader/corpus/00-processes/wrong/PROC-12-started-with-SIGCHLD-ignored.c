/* PROC-12: nobody thinks of a caller that ignores SIGCHLD.
 * expect: PROC-12 in 0.1 at HERE
 */
/* REPLACE(keep_statuses) */
static void keep_statuses(struct sigaction *old)
{
    sigaction(SIGCHLD, NULL, old);
}
/* GAP(0.1c) */
    int word;

    while (waitpid(pid, &word, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(word))
        return WEXITSTATUS(word);
    return 128 + WTERMSIG(word);
