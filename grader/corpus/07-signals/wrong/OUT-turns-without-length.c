/* OUT: the timer is set, and nobody waits for it.
 * expect: OUT in 7.7 at HERE
 */
/* GAP(7.7b) */
    (void)schedule;
    (void)forget_timer;
    kill(pid, SIGCONT); /* HERE */
    set_timer(slice_ms);
    kill(pid, SIGSTOP);
    return has_ended(pid, WUNTRACED);
