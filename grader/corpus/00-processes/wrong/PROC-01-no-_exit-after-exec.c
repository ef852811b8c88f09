/* PROC-01: when exec fails, the child goes on in the parent's code.
 * expect: PROC-01 in 0.1 at HERE
 * also: 0.2 0.5
 */
/* GAP(0.1b) */
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0)
        execvp(argv[0], argv); /* HERE */
    return pid;
