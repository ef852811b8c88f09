/* PROC-11: the n-th to end is taken for the n-th that was started.
 * expect: PROC-11 in 0.2 at HERE
 * varies: 0.2
 */
/* GAP(0.2b) */
    (void)pids;
    for (int i = 0; i < count; i++) {
        int word;

        while (wait(&word) == -1) { /* HERE */
            if (errno != EINTR)
                return -1;
        }
        statuses[i] =
            WIFEXITED(word) ? WEXITSTATUS(word) : 128 + WTERMSIG(word);
    }
    return 0;
