/* PROC-06: 128 + a signal is taken for a number of leaves.
 * expect: PROC-06 in 0.4 at HERE
 */
/* GAP(0.1c) */
    int word;

    while (waitpid(pid, &word, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(word))
        return WEXITSTATUS(word);
    return 128 + WTERMSIG(word);
/* GAP(0.4b) */
    for (int i = 0; i < children; i++)
        leaves += collect(pids[i]);
