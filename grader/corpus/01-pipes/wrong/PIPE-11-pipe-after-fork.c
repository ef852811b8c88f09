/* PIPE-11: the pipe is made after fork: parent and child have one each.
 * expect: PIPE-11 in 1.1 at HERE
 */
/* GAP(1.1c) */
    int ends[2];
    pid_t pid = fork();

    if (pid == -1 || pipe2(ends, O_CLOEXEC) == -1) /* HERE */
        return -1;
    if (pid == 0) {
        close(ends[1]);
        _exit(copy_upper(ends[0]) == -1 ? 1 : 0);
    }
    close(ends[0]);
    (void)write_full(ends[1], text, length);
    close(ends[1]);
    return reap_child(pid);
