/* A lock-free C11 atomic is as good a flag, and signal() installs it (7.1).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <stdatomic.h>

/* GAP(7.1a) */
static atomic_int told;

static void take_note(int number)
{
    (void)number;
    atomic_store(&told, 1);
}
/* GAP(7.1d) */
    void (*old)(int);

    (void)action;
    sigaction(number, NULL, &before);
    old = signal(number, write_notice);
    if (old == SIG_ERR)
        return -1;
