/* PROC-06: the status word is taken for the status.
 * expect: PROC-06 in 0.1 at HERE
 * expect: PROC-06 in 0.2 at HERE
 * also: 0.3 0.6 0.7
 */
/* GAP(0.1c) */
    int word;

    while (waitpid(pid, &word, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    return word;
