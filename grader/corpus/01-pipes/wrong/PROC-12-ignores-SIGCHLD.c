/* PROC-12: SIGCHLD is ignored "against zombies", and the status is wanted.
 * expect: PROC-12 in 1.1 at HERE
 */
/* GAP(1.1a) */
    int status;

    while (waitpid(pid, &status, 0) == -1) { /* HERE */
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    signal(SIGCHLD, SIG_IGN);
    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork();
    if (pid == 0) {
        close(ends[1]);
        _exit(copy_upper(ends[0]) == -1);
    }
    close_end(ends[0]);
    if (pid != -1)
        write_full(ends[1], text, length);
    close_end(ends[1]);
    return pid == -1 ? -1 : reap_child(pid);
