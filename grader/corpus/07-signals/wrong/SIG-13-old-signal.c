/* SIG-13: signal() as old systems, and strict compiler flags, have it.
 * expect: SIG-13 in 7.1 at HERE
 */
/* GAP(7.1d) */
    (void)action;
    sigaction(number, NULL, &before);
    if (sysv_signal(number, write_notice) == SIG_ERR) /* HERE */
        return -1;
