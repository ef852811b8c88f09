/* PROC-13: only when exec has failed the child uses the log.
 * expect: PROC-13 in 0.6 at HERE
 */
/* GAP(0.6) */
    snprintf(line, sizeof line, "start %s", argv[0]);
    log(line);
    pid = fork(); /* HERE */
    if (pid == 0) {
        execvp(argv[0], argv);
        log("cannot be executed");
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (pid != -1)
        status = collect(pid);
    if (status != -1) {
        snprintf(line, sizeof line, "end %s %d", argv[0], status);
        log(line);
    }
