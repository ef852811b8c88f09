/* PIPE-02: the parent waits for the child while it still holds the write end.
 * expect: PIPE-02 in 1.1 at HERE
 */
/* GAP(1.1c) */
    int ends[2];
    int status;
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
        close(ends[1]);
        _exit(copy_upper(ends[0]) == -1);
    }
    close(ends[0]);
    write_full(ends[1], text, length);
    status = reap_child(pid);
    close(ends[1]);
    return status;
