/* PROC-08: a fork that failed is taken for a child.
 * expect: PROC-08 in 0.2 at HERE
 */
/* GAP(0.1b) */
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
/* GAP(0.1c) */
    int word;

    while (waitpid(pid, &word, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(word))
        return WEXITSTATUS(word);
    return 128 + WTERMSIG(word);
/* GAP(0.2a) */
    for (int i = 0; i < count; i++)
        pids[i] = start(commands[i]);
    (void)stop_all;
    return 0;
