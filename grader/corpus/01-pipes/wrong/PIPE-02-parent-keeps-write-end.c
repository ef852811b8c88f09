/* PIPE-02: the parent keeps the write end of left | right open while it waits.
 * expect: PIPE-02 in 1.3 at HERE
 */
/* GAP(1.3c) */
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1) /* HERE */
        return -1;
    pids[0] = start_stage(left, -1, ends[1]);
    if (pids[0] == -1)
        return -1;
    pids[1] = start_stage(right, ends[0], -1);
    close_end(ends[0]);
    if (pids[1] == -1) {
        stop_children(pids, 1);
        return -1;
    }
    return 0;
