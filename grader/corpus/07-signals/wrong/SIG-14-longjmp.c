/* SIG-14: the handler jumps out with longjmp, and the signal stays blocked.
 * expect: SIG-14 in 7.2 at HERE
 */
/* TOP(handlers.c) */
#include <setjmp.h>

/* GAP(7.2a) */
static volatile sig_atomic_t rung, waiting;
static int bell_number;
static struct sigaction action_before;
static sigset_t mask_before;
static jmp_buf awake;

static void ring(int number)
{
    (void)number;
    rung = 1;
    if (waiting)
        longjmp(awake, 1);
}
/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring };

    bell_number = number;
    rung = 0;
    sigemptyset(&action.sa_mask);
    sigprocmask(SIG_BLOCK, NULL, &mask_before);
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    if (setjmp(awake) == 0) {
        waiting = 1;
        while (!rung)
            pause(); /* HERE */
    }
    waiting = 0;
    rung = 0;
    return 0;
