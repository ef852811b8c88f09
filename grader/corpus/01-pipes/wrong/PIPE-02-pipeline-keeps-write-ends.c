/* PIPE-02: the parent closes the read ends of its pipeline, not the write ends.
 * expect: PIPE-02 in 1.4 at HERE
 */
/* GAP(1.4) */
    int in = -1;

    for (int i = 0; i < count; i++) {
        int next[2] = { -1, -1 };

        if (i < count - 1 && pipe2(next, O_CLOEXEC) == -1) /* HERE */
            return -1;
        pids[i] = start_stage(stages[i], in, next[1]);
        close_end(in);
        in = next[0];
        if (pids[i] == -1) {
            close_end(in);
            stop_children(pids, i);
            return -1;
        }
    }
    return 0;
