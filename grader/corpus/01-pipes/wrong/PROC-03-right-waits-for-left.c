/* PROC-03: left has to end before right is started; 64 KiB are not enough.
 * expect: PROC-03 in 1.3 at HERE
 */
/* REPLACE(pipe_two) */
int pipe_two(char *const left[], char *const right[], int statuses[2])
{
    struct sigaction old;
    int ends[2];
    pid_t pid;

    (void)start_two;
    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    keep_statuses(&old);
    pid = start_stage(left, -1, ends[1]);
    close_end(ends[1]);
    if (pid == -1) {
        close_end(ends[0]);
        sigaction(SIGCHLD, &old, NULL);
        return -1;
    }
    while (waitpid(pid, &statuses[0], 0) == -1 && errno == EINTR) /* HERE */
        continue;
    statuses[0] = WIFEXITED(statuses[0]) ? WEXITSTATUS(statuses[0])
                                         : 128 + WTERMSIG(statuses[0]);
    pid = start_stage(right, ends[0], -1);
    close_end(ends[0]);
    if (pid == -1) {
        sigaction(SIGCHLD, &old, NULL);
        return -1;
    }
    statuses[1] = reap_child(pid);
    sigaction(SIGCHLD, &old, NULL);
    return statuses[1] == -1 ? -1 : 0;
}
