/* SIG-01: the handler calls printf, which the main flow is just in.
 * expect: SIG-01 in 7.1 at HERE
 */
/* GAP(7.1c) */
static void write_notice(int number)
{
    (void)number;
    printf("[signal]\n"); /* HERE */
}
