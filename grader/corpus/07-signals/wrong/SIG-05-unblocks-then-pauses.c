/* SIG-05: it lets the signal in, and sleeps then: two calls.
 * expect: SIG-05 in 7.2 at HERE
 */
/* GAP(7.2c) */
    sigset_t bell;

    sigemptyset(&bell);
    sigaddset(&bell, bell_number);
    while (!rung) {
        sigprocmask(SIG_UNBLOCK, &bell, NULL);
        pause(); /* HERE */
        sigprocmask(SIG_BLOCK, &bell, NULL);
    }
    rung = 0;
    return 0;
