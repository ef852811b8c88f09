/* PROC-08: fork gave -1, and waitpid(-1) is taken for waiting for that child.
 * expect: PROC-08 in 1.1 at HERE
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
    close(ends[0]);
    write_full(ends[1], text, length);
    close(ends[1]);
    return reap_child(pid);
