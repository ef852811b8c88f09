/* SIG-05: the signal comes between the look and pause.
 * expect: SIG-05 in 7.2 at HERE
 */
/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring };

    bell_number = number;
    rung = 0;
    sigemptyset(&action.sa_mask);
    sigprocmask(SIG_BLOCK, NULL, &mask_before);
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    while (!rung)
        pause(); /* HERE */
    rung = 0;
    return 0;
