/* PROC-07: the same in the tree.
 * expect: PROC-07 in 0.4 at HERE
 */
/* GAP(0.4b) */
    for (int i = 0; i < children; i++) {
        int word;

        if (waitpid(pids[i], &word, 0) == -1) /* HERE */
            continue;
        if (WIFEXITED(word))
            leaves += WEXITSTATUS(word);
    }
