/* SIG-05: the end of the program comes between the look and pause. On a busy
 * machine its own alarm does so, too: a race of the program with itself.
 * expect: SIG-05 in 7.9 at HERE
 * also: 7.9
 * varies: 7.9
 */
/* GAP(7.9a) */
static struct sigaction old_child, old_term, old_interrupt, old_alarm;
static volatile pid_t program;

static void note(int number)
{
    int saved = errno;

    if ((number == SIGTERM || number == SIGINT) && program > 0)
        kill(program, number);
    errno = saved;
}
/* GAP(7.9b) */
    struct sigaction action = { .sa_handler = note };

    program = 0;
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, &old_child);
    sigaction(SIGTERM, &action, &old_term);
    sigaction(SIGINT, &action, &old_interrupt);
    sigaction(SIGALRM, &action, &old_alarm);
/* GAP(7.9c) */
    int saved = errno;

    sigaction(SIGCHLD, &old_child, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    sigaction(SIGINT, &old_interrupt, NULL);
    sigaction(SIGALRM, &old_alarm, NULL);
    errno = saved;
/* GAP(7.9d) */
    struct itimerval timer = { .it_value = { left / 1000,
                                             left % 1000 * 1000 + 1 } };

    program = pid;
    if (left == FOR_EVER)
        timer.it_value = (struct timeval){ 0, 0 };
    setitimer(ITIMER_REAL, &timer, NULL);
    pause(); /* HERE */
    setitimer(ITIMER_REAL, &(struct itimerval){ 0 }, NULL);
    return 0;
/* TOP(guard.c) */
#include <sys/time.h>
