/* SIG-06: SIGUSR1 for events: five that are pending become one.
 * expect: SIG-06 in 7.5 at HERE
 * also: 7.5
 */
/* GAP(7.5a) */
static int event_number(void)
{
    return SIGUSR1;
}

static sigset_t old_mask;
/* GAP(7.5c) */
    return sigqueue(to, event_number(), /* HERE */
                    (union sigval){ .sival_int = value });
