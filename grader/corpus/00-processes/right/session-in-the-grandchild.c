/* The grandchild makes the session.
 * expect: full points
 */
/* GAP(0.5a) */
    pid = fork();
    if (pid == 0) {
        pid = fork();
        if (pid == 0) {
            setsid();
            execvp(argv[0], argv);
            _exit(errno == ENOENT ? 127 : 126);
        }
        _exit(pid == -1 ? 1 : 0);
    }
    if (pid != -1 && collect(pid) != -1)
        result = 0;
