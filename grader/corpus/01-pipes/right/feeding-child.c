/* A second child feeds the filter; the parent only reads.
 * expect: full points
 */
/* REPLACE(run_exchange) */
static int run_exchange(struct exchange *x, char *const filter[])
{
    pid_t feeder;
    int result = 0;

    (void)move_both_ways;
    if (open_filter(x, filter) == -1)
        return -1;
    feeder = fork();
    if (feeder == 0) {
        close(x->from);
        fcntl(x->to, F_SETFL, 0);
        while (x->to != -1 && feed(x) == 0)
            continue;
        _exit(0);
    }
    close_end(x->to);
    while (feeder != -1 && result == 0 && x->from != -1)
        result = collect(x);
    if (feeder == -1 || result == -1) {
        close_end(x->from);
        stop_children(&x->pid, 1);
        if (feeder != -1)
            stop_children(&feeder, 1);
        return -1;
    }
    reap_child(feeder);
    return reap_child(x->pid);
}
