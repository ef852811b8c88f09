/* All pipes are made before the first fork and closed after the last.
 * expect: full points
 */
/* GAP(1.4) */
    int ends[PIPELINE_MAX + 1][2];
    int started = 0;

    for (int i = 0; i <= count; i++) {
        ends[i][0] = ends[i][1] = -1;
        if (i > 0 && i < count && pipe2(ends[i], O_CLOEXEC) == -1)
            goto done;
    }
    while (started < count) {
        pids[started] = start_stage(stages[started], ends[started][0],
                                    ends[started + 1][1]);
        if (pids[started] == -1)
            break;
        started++;
    }
done:
    for (int i = 1; i < count; i++) {
        close_end(ends[i][0]);
        close_end(ends[i][1]);
    }
    if (started == count)
        return 0;
    stop_children(pids, started);
    return -1;
