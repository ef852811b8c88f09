/* PIPE-01: the child reads until end-of-file and holds the write end itself.
 * expect: PIPE-01 in 1.1 at HERE
 */
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1) /* HERE */
        return -1;
    pid = fork();
    if (pid == -1) {
        close_end(ends[0]);
        close_end(ends[1]);
        return -1;
    }
    if (pid == 0) {
        if (copy_upper(ends[0]) == -1)
            _exit(1);
        _exit(0);
    }
    close(ends[0]);
    write_full(ends[1], text, length);
    close(ends[1]);
    return reap_child(pid);
