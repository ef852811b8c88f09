/* PROC-02: a node forks many children and waits once.
 * expect: PROC-02 in 0.4 at HERE
 */
/* GAP(0.4a) */
    for (int i = 0; i < width; i++) {
        pids[i] = fork(); /* HERE */
        if (pids[i] == 0)
            be_node(depth - 1, width);
        if (pids[i] == -1) {
            stop_all(pids, i);
            return -1;
        }
    }
    return width;
/* GAP(0.4b) */
    int word;

    if (children > 0) {
        while (waitpid(pids[0], &word, 0) == -1 && errno == EINTR)
            ;
        if (WIFEXITED(word))
            leaves += WEXITSTATUS(word);
    }
