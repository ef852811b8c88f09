/* PROC-13: the child takes a lock that a thread holds which does not exist there.
 * expect: PROC-13 in 0.6 at HERE
 */
/* GAP(0.6) */
    snprintf(line, sizeof line, "run %s", argv[0]);
    log(line);
    pid = fork(); /* HERE */
    if (pid == 0) {
        snprintf(line, sizeof line, "start %s", argv[0]);
        log(line);
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (pid != -1)
        status = collect(pid);
    if (status != -1) {
        snprintf(line, sizeof line, "end %s %d", argv[0], status);
        log(line);
    }
