/* PIPE-02: all pipes are made first, without close-on-exec, and each stage
 * closes its own ends only: the others' stay open in it.
 * expect: PIPE-02 in 1.4 at HERE
 */
/* GAP(1.4) */
    int ends[PIPELINE_MAX][2];
    int started;

    for (int i = 0; i < count - 1; i++) {
        if (pipe(ends[i]) == -1) /* HERE */
            return -1;
    }
    for (started = 0; started < count; started++) {
        int i = started;

        pids[i] = fork();
        if (pids[i] == -1)
            break;
        if (pids[i] == 0) {
            if (i > 0) {
                dup2(ends[i - 1][0], STDIN_FILENO);
                close(ends[i - 1][0]);
            }
            if (i < count - 1) {
                dup2(ends[i][1], STDOUT_FILENO);
                close(ends[i][1]);
            }
            execvp(stages[i][0], stages[i]);
            _exit(errno == ENOENT ? 127 : 126);
        }
    }
    for (int i = 0; i < count - 1; i++) {
        close(ends[i][0]);
        close(ends[i][1]);
    }
    if (started == count)
        return 0;
    stop_children(pids, started);
    return -1;
