/* PROC-11: wait gives whoever ends first, not the child that is asked for.
 * expect: PROC-11 in 1.1 at HERE
 * expect: PROC-11 in 1.3 at HERE
 * expect: PROC-11 in 1.4 at HERE
 * also: 1.7
 * varies: 1.3 1.4 1.7
 */
/* GAP(1.1a) */
    int status;

    (void)pid;
    while (wait(&status) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
