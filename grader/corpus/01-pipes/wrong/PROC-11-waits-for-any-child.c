/* PROC-11: wait takes any child, also one that the caller had before.
 * expect: PROC-11 in 1.1 at HERE
 * also: 1.3 1.4 1.5 1.6 1.7
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
