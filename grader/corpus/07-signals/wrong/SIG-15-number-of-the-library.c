/* SIG-15: a number of its own choice, which is the C library's.
 * expect: SIG-15 in 7.5 at HERE
 */
/* GAP(7.5a) */
static int event_number(void)
{
    return 33;
}

static sigset_t old_mask;
/* GAP(7.5c) */
    return sigqueue(to, event_number(), /* HERE */
                    (union sigval){ .sival_int = value });
