/* sem_post may be called by a handler (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <semaphore.h>

/* GAP(7.2a) */
static sem_t rings;
static int bell_number;
static struct sigaction action_before;

static void ring(int number)
{
    int saved = errno;

    (void)number;
    sem_post(&rings);
    errno = saved;
}
/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring };

    bell_number = number;
    sigemptyset(&action.sa_mask);
    if (sem_init(&rings, 0, 0) == -1)
        return -1;
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    while (sem_wait(&rings) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(7.2d) */
    return sigaction(bell_number, &action_before, NULL);
