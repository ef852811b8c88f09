/* STUCK: a program that is to go on by itself is waited for.
 * expect: STUCK in 0.5 at HERE
 */
/* GAP(0.1c) */
    int word;

    while (waitpid(pid, &word, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(word))
        return WEXITSTATUS(word);
    return 128 + WTERMSIG(word);
/* GAP(0.5a) */
    pid = fork();
    if (pid == 0) {
        setsid();
        execvp(argv[0], argv);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (pid != -1 && collect(pid) != -1)
        result = 0;
