/* Starts programs with vfork: the child borrows the parent's memory and only
 * calls what leaves it alone.
 * expect: full points
 */
/* GAP(1.3b) */
    pid_t pid = vfork();

    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        if (install_fd(in, STDIN_FILENO) == -1 ||
            install_fd(out, STDOUT_FILENO) == -1)
            _exit(126);
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
