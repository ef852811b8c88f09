/* SIG-01: fflush in a handler writes out what printf is just writing out.
 * expect: SIG-01 in 7.1 at HERE
 */
/* GAP(7.1c) */
static void write_notice(int number)
{
    (void)number;
    fflush(stdout); /* HERE */
    (void)!write(STDOUT_FILENO, "[signal]\n", 9);
}
