/* PROC-12: nobody thinks of a caller that ignores SIGCHLD.
 * expect: PROC-12 in 1.1 at HERE
 * expect: PROC-12 in 1.3 at HERE
 */
/* REPLACE(keep_statuses) */
static void keep_statuses(struct sigaction *old)
{
    sigaction(SIGCHLD, NULL, old);
}
/* GAP(1.1a) */
    int status;

    while (waitpid(pid, &status, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
