/* STUCK: the signal is blocked while it is waited for.
 * expect: STUCK in 7.2 at HERE
 */
/* GAP(7.2c) */
    while (!rung)
        pause(); /* HERE */
    rung = 0;
    return 0;
