/* SIG-07: another signal ends sigwaitinfo, and event_next with it.
 * expect: SIG-07 in 7.5 at HERE
 */
/* GAP(7.5d) */
    siginfo_t info;
    sigset_t events;

    sigemptyset(&events);
    sigaddset(&events, event_number());
    if (sigwaitinfo(&events, &info) == -1) /* HERE */
        return -1;
    event->from = info.si_pid;
    event->value = info.si_value.sival_int;
    return 0;
