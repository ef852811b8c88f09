/* SIG-15: kill sends the signal, and no value.
 * expect: SIG-15 in 7.5 at HERE
 * also: 7.5
 */
/* GAP(7.5c) */
    (void)value;
    return kill(to, event_number()); /* HERE */
