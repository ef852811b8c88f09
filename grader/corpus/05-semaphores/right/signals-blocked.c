/* No signal comes in while it waits, so nothing is interrupted (5.1).
 * expect: full points
 */
/* TOP(gate.c) */
#include <signal.h>

/* GAP(5.1d) */
    sigset_t all, before;
    int result;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    result = sem_wait(gate);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return result == -1 ? -1 : go_inside(gate, inside);
