/* PROC-02: only the program that was started last is waited for.
 * expect: PROC-02 in 0.2 at HERE
 */
/* GAP(0.1b) */
    pid_t pid;

    fflush(stdout);
    pid = fork(); /* HERE */
    if (pid == 0) {
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
/* GAP(0.2b) */
    statuses[count - 1] = collect(pids[count - 1]);
    return 0;
