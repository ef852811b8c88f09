/* PROC-08: right could not be started, and its pid -1 is killed with left's.
 * expect: PROC-08 in 1.3 at HERE
 */
/* REPLACE(stop_children) */
void stop_children(const pid_t pids[], int count)
{
    int saved = errno;

    for (int i = 0; i < count; i++)
        kill(pids[i], SIGKILL); /* HERE */
    for (int i = 0; i < count; i++)
        reap_child(pids[i]);
    errno = saved;
}
/* GAP(1.3c) */
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    pids[0] = start_stage(left, -1, ends[1]);
    pids[1] = start_stage(right, ends[0], -1);
    close(ends[0]);
    close(ends[1]);
    if (pids[0] == -1 || pids[1] == -1) {
        stop_children(pids, 2);
        return -1;
    }
    return 0;
