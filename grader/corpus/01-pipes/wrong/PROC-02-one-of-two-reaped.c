/* PROC-02: of two programs only the right one is waited for.
 * expect: PROC-02 in 1.3 at HERE
 * expect: LEFT in 1.3 at HERE
 * also: 1.4 1.5 1.7
 */
/* GAP(1.3b) */
    pid_t pid = fork(); /* HERE */

    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
    if (install_fd(in, STDIN_FILENO) == -1 ||
        install_fd(out, STDOUT_FILENO) == -1)
        _exit(126);
    execvp(argv[0], argv);
    _exit(errno == ENOENT ? 127 : 126);
/* REPLACE(reap_all) */
static int reap_all(const pid_t pids[], int count, int statuses[])
{
    for (int i = 0; i < count; i++)
        statuses[i] = 0;
    statuses[count - 1] = reap_child(pids[count - 1]);
    return statuses[count - 1] == -1 ? -1 : 0;
}
