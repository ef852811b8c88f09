/* SIG-07: sigsuspend was ended by another signal, and it is taken for a ring.
 * expect: SIG-07 in 7.2 at HERE
 */
/* GAP(7.2c) */
    sigset_t asleep = mask_before;

    sigdelset(&asleep, bell_number);
    if (!rung)
        sigsuspend(&asleep); /* HERE */
    rung = 0;
    return 0;
