/* PROC-06: WEXITSTATUS of a process that a signal ended: 0, a success.
 * expect: PROC-06 in 1.1 at HERE
 * expect: PROC-06 in 1.3 at HERE
 * expect: PROC-06 in 1.4 at HERE
 * also: 1.5 1.7
 */
/* GAP(1.1a) */
    int status;

    while (waitpid(pid, &status, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return WEXITSTATUS(status);
