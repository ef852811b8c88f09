/* No flush: a child that leaves with _exit or execs writes no buffer.
 * expect: full points
 */
/* GAP(0.1b) */
    pid_t pid = fork();

    if (pid == 0) {
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
