/* PROC-01: exec failed, and the child returns into the parent's code.
 * expect: PROC-01 in 1.3 at HERE
 * expect: PROC-01 in 1.4 at HERE
 */
/* GAP(1.3b) */
    pid_t pid = fork();

    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        install_fd(in, STDIN_FILENO);
        install_fd(out, STDOUT_FILENO);
        execvp(argv[0], argv); /* HERE */
        return -1;
    }
    return pid;
