/* PIPE-04: waits for the filter and reads its output afterwards;
 * and with much input both sides write, which is PIPE-05.
 * expect: PIPE-04 in 1.5 at HERE
 * also: 1.5
 */
/* REPLACE(run_exchange) */
static int run_exchange(struct exchange *x, char *const filter[])
{
    int status;

    if (open_filter(x, filter) == -1)
        return -1;
    while (x->to != -1) {
        if (wait_ready(x->to, POLLOUT) == -1 || feed(x) == -1)
            return -1;
    }
    while (waitpid(x->pid, &status, 0) == -1) /* HERE */
        continue;
    if (move_both_ways(x) == -1)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
