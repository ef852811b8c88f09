/* PIPE-09: dup2 and no close: the writer's end is open twice in the program.
 * expect: PIPE-09 in 1.3 at HERE
 */
/* GAP(1.3c) */
    int ends[2];

    if (pipe(ends) == -1) /* HERE */
        return -1;
    pids[0] = fork();
    if (pids[0] == 0) {
        close(ends[0]);
        dup2(ends[1], STDOUT_FILENO);
        execvp(left[0], left);
        _exit(errno == ENOENT ? 127 : 126);
    }
    close(ends[1]);
    pids[1] = pids[0] == -1 ? -1 : start_stage(right, ends[0], -1);
    close_end(ends[0]);
    if (pids[1] != -1)
        return 0;
    if (pids[0] != -1)
        stop_children(pids, 1);
    return -1;
