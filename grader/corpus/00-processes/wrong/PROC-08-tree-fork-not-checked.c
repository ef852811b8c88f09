/* PROC-08: the tree does not notice a fork that failed.
 * expect: PROC-08 in 0.4 at HERE
 */
/* GAP(0.4a) */
    (void)stop_all;
    for (int i = 0; i < width; i++) {
        pids[i] = fork(); /* HERE */
        if (pids[i] == 0)
            be_node(depth - 1, width);
    }
    return width;
