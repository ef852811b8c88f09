/* PROC-04: the child leaves with exit and writes its copy of stdout's buffer.
 * expect: PROC-04 in 1.1 at HERE
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
        exit(copy_upper(ends[0]) == -1 ? EXIT_FAILURE : EXIT_SUCCESS);
    }
    close(ends[0]);
    write_full(ends[1], text, length);
    close(ends[1]);
    return reap_child(pid);
