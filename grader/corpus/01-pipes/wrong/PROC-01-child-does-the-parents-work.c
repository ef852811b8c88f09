/* PROC-01: no _exit after the child's part: it goes on into the parent's part.
 * expect: PROC-01 in 1.1 at HERE
 */
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork(); /* HERE */
    if (pid == -1) {
        close_end(ends[0]);
        close_end(ends[1]);
        return -1;
    }
    if (pid == 0) {
        close(ends[1]);
        copy_upper(ends[0]);
        close(ends[0]);
        return 0;
    }
    close(ends[0]);
    write_full(ends[1], text, length);
    close(ends[1]);
    return reap_child(pid);
