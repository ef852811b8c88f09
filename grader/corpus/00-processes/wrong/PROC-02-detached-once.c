/* PROC-02: one fork makes a child, not an orphan; nobody waits for it.
 * expect: PROC-02 in 0.5 at HERE
 */
/* GAP(0.5a) */
    pid = fork(); /* HERE */
    if (pid == 0) {
        setsid();
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (pid != -1)
        result = 0;
