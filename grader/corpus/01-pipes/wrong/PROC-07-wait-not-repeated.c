/* PROC-07: waitpid was interrupted by a handler, and nobody asks again.
 * expect: PROC-07 in 1.1 at HERE
 * expect: PROC-07 in 1.3 at HERE
 */
/* GAP(1.1a) */
    int status;

    if (waitpid(pid, &status, 0) == -1) /* HERE */
        return -1;
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
