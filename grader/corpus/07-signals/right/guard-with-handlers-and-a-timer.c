/* Handlers, a timer, and sigsuspend (7.9).
 * expect: full points
 */
/* TOP(guard.c) */
#include <sys/time.h>

/* GAP(7.9a) */
static sigset_t old_mask;
static struct sigaction old_actions[4];
static const int numbers[4] = { SIGCHLD, SIGTERM, SIGINT, SIGALRM };
static volatile sig_atomic_t to_pass_on;

static void note(int number)
{
    if (number == SIGTERM || number == SIGINT)
        to_pass_on = number;
}
/* GAP(7.9b) */
    struct sigaction action = { .sa_handler = note };
    sigset_t all;

    to_pass_on = 0;
    sigemptyset(&action.sa_mask);
    sigemptyset(&all);
    for (int i = 0; i < 4; i++)
        sigaddset(&all, numbers[i]);
    sigprocmask(SIG_BLOCK, &all, &old_mask);
    for (int i = 0; i < 4; i++)
        sigaction(numbers[i], &action, &old_actions[i]);
/* GAP(7.9c) */
    int saved = errno;

    for (int i = 0; i < 4; i++)
        sigaction(numbers[i], &old_actions[i], NULL);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    errno = saved;
/* GAP(7.9d) */
    struct itimerval timer = { .it_value = { left / 1000,
                                             left % 1000 * 1000 + 1 } };

    if (left == FOR_EVER)
        timer.it_value = (struct timeval){ 0, 0 };
    setitimer(ITIMER_REAL, &timer, NULL);
    sigsuspend(&old_mask);
    setitimer(ITIMER_REAL, &(struct itimerval){ 0 }, NULL);
    if (to_pass_on != 0)
        kill(pid, to_pass_on);
    to_pass_on = 0;
    return 0;
