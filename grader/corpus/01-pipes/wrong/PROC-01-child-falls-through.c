/* PROC-01: no _exit in the child: it writes and waits as the parent does.
 * expect: PROC-01 in 1.1 at HERE
 */
/* GAP(1.1c) */
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pid = fork(); /* HERE */
    if (pid == 0) {
        close(ends[1]);
        copy_upper(ends[0]);
    }
    close_end(ends[0]);
    if (pid != -1)
        (void)write_full(ends[1], text, length);
    close_end(ends[1]);
    return pid == -1 ? -1 : reap_child(pid);
