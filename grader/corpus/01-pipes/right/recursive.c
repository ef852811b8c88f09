/* A pipeline is its first stage and the pipeline behind it.
 * expect: full points
 */
/* REPLACE(start_all) */
/* Starts all stages between `in` (taken over) and the caller's output. */
static int start_rest(char *const *const stages[], int count, pid_t pids[],
                      int in)
{
    int next[2] = { -1, -1 };
    int result = 0;

    if (count > 1 && pipe2(next, O_CLOEXEC) == -1) {
        close_end(in);
        return -1;
    }
    pids[0] = start_stage(stages[0], in, next[1]);
    close_end(in);
    close_end(next[1]);
    if (pids[0] == -1) {
        close_end(next[0]);
        return -1;
    }
    if (count > 1)
        result = start_rest(stages + 1, count - 1, pids + 1, next[0]);
    if (result == -1)
        stop_children(pids, 1);
    return result;
}

static int start_all(char *const *const stages[], int count, pid_t pids[])
{
    return start_rest(stages, count, pids, -1);
}
