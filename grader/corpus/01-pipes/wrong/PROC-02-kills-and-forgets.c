/* PROC-02: when right cannot be started, left is killed but not waited for.
 * expect: PROC-02 in 1.3 at HERE
 */
/* GAP(1.3b) */
    pid_t pid = fork(); /* HERE */

    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        _exit(126);
    execvp(argv[0], argv);
    _exit(errno == ENOENT ? 127 : 126);
/* GAP(1.3c) */
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pids[0] = start_stage(left, -1, ends[1]);
    pids[1] = pids[0] == -1 ? -1 : start_stage(right, ends[0], -1);
    close_end(ends[0]);
    close_end(ends[1]);
    if (pids[1] == -1 && pids[0] != -1)
        kill(pids[0], SIGKILL);
    return pids[1] == -1 ? -1 : 0;
