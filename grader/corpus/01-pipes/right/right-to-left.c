/* Starts the pipeline with its last stage.
 * expect: full points
 */
/* GAP(1.3c) */
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pids[0] = -1;
    pids[1] = start_stage(right, ends[0], -1);
    close_end(ends[0]);
    if (pids[1] != -1)
        pids[0] = start_stage(left, -1, ends[1]);
    close_end(ends[1]);
    if (pids[0] != -1)
        return 0;
    if (pids[1] != -1)
        stop_children(pids + 1, 1);
    return -1;
/* GAP(1.4) */
    int out = -1;

    for (int i = count - 1; i >= 0; i--) {
        int before[2] = { -1, -1 };

        pids[i] = -1;
        if (i == 0 || pipe2(before, O_CLOEXEC) == 0)
            pids[i] = start_stage(stages[i], before[0], out);
        close_end(out);
        close_end(before[0]);
        out = before[1];
        if (pids[i] == -1) {
            close_end(out);
            stop_children(pids + i + 1, count - 1 - i);
            return -1;
        }
    }
    return 0;
