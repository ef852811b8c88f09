/* The length goes ahead, so nobody waits for end-of-file: the write end that
 * the child keeps does no harm.
 * expect: full points
 */
/* GAP(1.1b) */
    size_t left;

    if (read_full(rfd, &left, sizeof left) != (ssize_t)sizeof left)
        return -1;
    while (left > 0) {
        size_t piece = left < sizeof buffer ? left : sizeof buffer;

        if (read_full(rfd, buffer, piece) != (ssize_t)piece)
            return -1;
        for (size_t i = 0; i < piece; i++)
            buffer[i] = (char)toupper((unsigned char)buffer[i]);
        if (write_full(STDOUT_FILENO, buffer, piece) == -1)
            return -1;
        left -= piece;
    }
    return 0;
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork();
    if (pid == 0)
        _exit(copy_upper(ends[0]) == -1 ? 1 : 0);
    close_end(ends[0]);
    if (pid == -1) {
        close_end(ends[1]);
        return -1;
    }
    if (write_full(ends[1], &length, sizeof length) != -1)
        (void)write_full(ends[1], text, length);
    pid = reap_child(pid);
    close(ends[1]);
    return pid;
