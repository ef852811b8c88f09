/* PIPE-11: ends[1] is taken for the read end.
 * expect: PIPE-11 in 1.1 at HERE
 */
/* GAP(1.1b) */
    ssize_t n;

    while ((n = read(rfd, buffer, sizeof buffer)) > 0) { /* HERE */
        for (ssize_t i = 0; i < n; i++)
            buffer[i] = (char)toupper((unsigned char)buffer[i]);
        if (write_full(STDOUT_FILENO, buffer, (size_t)n) == -1)
            return -1;
    }
    return (int)n;
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        _exit(copy_upper(ends[1]) == -1 ? 1 : 0);
    }
    close_end(ends[1]);
    if (pid != -1)
        (void)write_full(ends[0], text, length);
    close_end(ends[0]);
    return pid == -1 ? -1 : reap_child(pid);
