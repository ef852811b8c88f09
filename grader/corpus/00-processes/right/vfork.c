/* vfork: the child borrows the parent's memory until it execs or leaves.
 * expect: full points
 */
/* GAP(0.1b) */
    pid_t pid;

    fflush(stdout);
    pid = vfork();
    if (pid == 0) {
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
