/* PIPE-09: pipe without close-on-exec, dup2, and nothing is closed in the
 * child: wc holds the write end of the pipe that it reads, and "yes" the read
 * end of the one that it writes.
 * expect: PIPE-09 in 1.3 at HERE
 * expect: PIPE-03 in 1.3 at HERE
 * expect: PIPE-02 in 1.3 at HERE
 */
/* GAP(1.3c) */
    int ends[2];

    if (pipe(ends) == -1) /* HERE */
        return -1;
    pids[1] = -1;
    pids[0] = start_stage(left, -1, ends[1]);
    if (pids[0] != -1)
        pids[1] = start_stage(right, ends[0], -1);
    close_end(ends[0]);
    close_end(ends[1]);
    if (pids[1] != -1)
        return 0;
    if (pids[0] != -1)
        stop_children(pids, 1);
    return -1;
