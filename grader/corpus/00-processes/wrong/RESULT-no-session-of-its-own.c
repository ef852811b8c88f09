/* RESULT: the program stays in the session of its caller.
 * expect: RESULT in 0.5 at HERE
 */
/* GAP(0.5a) */
    pid = fork(); /* HERE */
    if (pid == 0) {
        if (fork() == 0) {
            execvp(argv[0], argv);
            _exit(errno == ENOENT ? 127 : 126);
        }
        _exit(0);
    }
    if (pid != -1 && collect(pid) != -1)
        result = 0;
