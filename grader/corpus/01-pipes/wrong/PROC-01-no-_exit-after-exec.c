/* PROC-01: nothing stands behind execvp, so a child without a program comes
 * back.
 * expect: PROC-01 in 1.3 at HERE
 * expect: PROC-01 in 1.4 at HERE
 */
/* GAP(1.3b) */
    pid_t pid = fork();

    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        if (install_fd(in, STDIN_FILENO) == -1 ||
            install_fd(out, STDOUT_FILENO) == -1)
            _exit(126);
        execvp(argv[0], argv); /* HERE */
    }
    return pid;
