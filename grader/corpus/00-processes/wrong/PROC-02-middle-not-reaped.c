/* PROC-02: the process in the middle of a double fork stays a zombie.
 * expect: PROC-02 in 0.5 at HERE
 */
/* GAP(0.5a) */
    pid = fork(); /* HERE */
    if (pid == 0) {
        setsid();
        if (fork() == 0) {
            execvp(argv[0], argv);
            _exit(errno == ENOENT ? 127 : 126);
        }
        _exit(0);
    }
    if (pid != -1)
        result = 0;
