/* PROC-04: exec failed and the child leaves with exit, not _exit.
 * expect: PROC-04 in 1.3 at HERE
 * expect: PROC-04 in 1.4 at HERE
 */
/* GAP(1.3b) */
    pid_t pid = fork(); /* HERE */

    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        exit(126);
    execvp(argv[0], argv);
    if (errno == ENOENT)
        exit(127);
    exit(126);
