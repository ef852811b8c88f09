/* PROC-06: the tree adds up status words.
 * expect: PROC-06 in 0.4 at HERE
 */
/* GAP(0.4b) */
    for (int i = 0; i < children; i++) {
        int word = 0;

        while (waitpid(pids[i], &word, 0) == -1 && errno == EINTR) /* HERE */
            ;
        leaves += word;
    }
