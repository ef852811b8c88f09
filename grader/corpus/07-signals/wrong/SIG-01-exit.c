/* SIG-01: exit in a handler writes what printf has half done once more.
 * expect: SIG-01 in 7.1 at HERE
 */
/* GAP(7.1c) */
static void write_notice(int number)
{
    static int notices;

    (void)number;
    (void)!write(STDOUT_FILENO, "[signal]\n", 9);
    if (++notices == 2)
        exit(0); /* HERE */
}
/* TOP(handlers.c) */
#include <stdlib.h>
