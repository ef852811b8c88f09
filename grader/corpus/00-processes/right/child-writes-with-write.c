/* The child of a threaded program may call write and _exit.
 * expect: full points
 */
/* GAP(0.6) */
    static const char failed[] = "cannot be executed\n";

    snprintf(line, sizeof line, "start %s", argv[0]);
    log(line);
    pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv);
        (void)!write(STDERR_FILENO, failed, sizeof failed - 1);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (pid != -1)
        status = collect(pid);
    if (status != -1) {
        snprintf(line, sizeof line, "end %s %d", argv[0], status);
        log(line);
    }
