/* Collects the last first.
 * expect: full points
 */
/* GAP(0.2b) */
    for (int i = count - 1; i >= 0; i--)
        statuses[i] = collect(pids[i]);
    return 0;
/* GAP(0.4b) */
    for (int i = children - 1; i >= 0; i--) {
        int word;

        while (waitpid(pids[i], &word, 0) == -1 && errno == EINTR)
            ;
        if (WIFEXITED(word))
            leaves += WEXITSTATUS(word);
    }
