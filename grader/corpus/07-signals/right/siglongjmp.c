/* A jump that puts the mask back as well (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <setjmp.h>

/* GAP(7.2a) */
static volatile sig_atomic_t rung, waiting;
static int bell_number;
static struct sigaction action_before;
static sigset_t mask_before;
static sigjmp_buf awake;

static void ring(int number)
{
    (void)number;
    rung = 1;
    if (waiting)
        siglongjmp(awake, 1);
}
/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring };

    bell_number = number;
    rung = waiting = 0;
    sigemptyset(&action.sa_mask);
    sigprocmask(SIG_BLOCK, NULL, &mask_before);
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    if (sigsetjmp(awake, 1) == 0) {
        waiting = 1;
        while (!rung)
            pause();
    }
    waiting = 0;
    rung = 0;
    return 0;
