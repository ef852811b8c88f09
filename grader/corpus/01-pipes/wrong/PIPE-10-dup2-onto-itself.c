/* PIPE-10: the pipe's end has the wanted number already; dup2 does nothing,
 * and close-on-exec takes the descriptor away.
 * expect: PIPE-10 in 1.4 at HERE
 */
/* GAP(1.3a) */
    if (fd == -1)
        return 0;
    return dup2(fd, target) == -1 ? -1 : 0;
/* GAP(1.3b) */
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        _exit(126);
    execvp(argv[0], argv); /* HERE */
    _exit(errno == ENOENT ? 127 : 126);
