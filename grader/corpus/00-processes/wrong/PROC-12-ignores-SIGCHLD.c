/* PROC-12: SIGCHLD is ignored, so that there are no zombies, and no statuses.
 * expect: PROC-12 in 0.1 at HERE
 * also: 0.2 0.5 0.7
 */
/* GAP(0.1b) */
    pid_t pid;

    signal(SIGCHLD, SIG_IGN);
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
