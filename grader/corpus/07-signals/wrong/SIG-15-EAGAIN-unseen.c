/* SIG-15: the sender does not look whether its signal was sent.
 * expect: SIG-15 in 7.5 at HERE
 */
/* GAP(7.5c) */
    sigqueue(to, event_number(), /* HERE */
             (union sigval){ .sival_int = value });
    return 0;
