/* PIPE-11: left is given the read end and right the write end.
 * expect: PIPE-11 in 1.3 at HERE
 */
/* GAP(1.3c) */
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1) /* HERE */
        return -1;
    pids[1] = -1;
    pids[0] = start_stage(left, -1, ends[0]);
    if (pids[0] != -1)
        pids[1] = start_stage(right, ends[1], -1);
    close_end(ends[0]);
    close_end(ends[1]);
    if (pids[1] != -1)
        return 0;
    if (pids[0] != -1)
        stop_children(pids, 1);
    return -1;
