/* PROC-10: a child changes its directory, and the parent stays where it is.
 * expect: PROC-10 in 0.3 at HERE
 */
/* GAP(0.3c) */
    pid_t pid = fork(); /* HERE */

    if (pid == 0)
        _exit(chdir(directory) == -1 ? errno : 0);
    errno = collect(pid);
    return errno == 0 ? 0 : -1;
