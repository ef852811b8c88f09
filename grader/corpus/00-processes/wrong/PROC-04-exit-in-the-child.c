/* PROC-04: the child ends with exit, which writes its copy of the buffer.
 * expect: PROC-04 in 0.1 at HERE
 */
/* GAP(0.1b) */
    pid_t pid = fork(); /* HERE */

    if (pid == 0) {
        execvp(argv[0], argv);
        exit(errno == ENOENT ? 127 : 126);
    }
    return pid;
