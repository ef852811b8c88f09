/* The handler gets SA_RESTART, and then sem_wait goes on by itself (5.1).
 * expect: full points
 */
/* TOP(gate.c) */
#include <signal.h>

/* GAP(5.1d) */
    struct sigaction action;

    sigaction(SIGUSR1, NULL, &action);
    action.sa_flags |= SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    return sem_wait(gate) == -1 ? -1 : go_inside(gate, inside);
