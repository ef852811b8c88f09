/* PROC-01: a file cannot be opened, and the child returns to the caller.
 * expect: PROC-01 in 0.3 at HERE
 */
/* GAP(0.3b) */
    pid = fork(); /* HERE */
    if (pid == 0) {
        if (redirect(list, count) == -1)
            return 1;
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (pid != -1)
        status = collect(pid);
