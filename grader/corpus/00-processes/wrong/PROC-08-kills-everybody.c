/* PROC-08: -1 is used as a pid: kill(-1) means everybody.
 * expect: PROC-08 in 0.4 at HERE
 */
/* REPLACE(stop_all) */
static void stop_all(const pid_t pids[], int count)
{
    int saved = errno;

    for (int i = 0; i < count; i++)
        kill(pids[i], SIGKILL); /* HERE */
    for (int i = 0; i < count; i++)
        collect(pids[i]);
    errno = saved;
}
/* GAP(0.4a) */
    for (int i = 0; i < width; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            be_node(depth - 1, width);
        if (pids[i] == -1) {
            stop_all(pids, width);
            return -1;
        }
    }
    return width;
