/* PROC-02: the parent closes its end and returns; nobody waits for the child.
 * expect: PROC-02 in 1.1 at HERE
 * also: 1.1
 */
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork(); /* HERE */
    if (pid == 0) {
        close(ends[1]);
        _exit(copy_upper(ends[0]) == -1);
    }
    close_end(ends[0]);
    if (pid != -1)
        write_full(ends[1], text, length);
    close_end(ends[1]);
    return pid == -1 ? -1 : 0;
