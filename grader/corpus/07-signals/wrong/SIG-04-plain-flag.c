/* SIG-04: the flag is a plain int, and the compiler keeps it in a register.
 * expect: SIG-04 in 7.1 at HERE
 */
/* GAP(7.1a) */
static int told;

static void take_note(int number)
{
    (void)number;
    told = 1;
}
/* GAP(7.1b) */
    action.sa_handler = take_note;
    if (sigaction(number, &action, &before) == -1)
        return -1;
    begun(); /* HERE */
    while (!told) {
        n = next_number(n);
        rounds++;
    }
    sigaction(number, &before, NULL);
    return rounds;
