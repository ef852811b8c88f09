/* A mutex, a condition variable, and the number of the round (5.6).
 * expect: full points
 */
/* TOP(barrier.c) */
#include <pthread.h>

/* GAP(5.6a) */
    pthread_mutex_t lock;
    pthread_cond_t next;
    int count, round;
/* GAP(5.6b) */
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;

    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&barrier->lock, &mutex);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    errno = pthread_cond_init(&barrier->next, &condition);
    return errno == 0 ? 0 : -1;
/* GAP(5.6c) */
    int round;

    (void)open_for_all;
    pthread_mutex_lock(&barrier->lock);
    round = barrier->round;
    if (++barrier->count == barrier->processes) {
        barrier->count = 0;
        barrier->round++;
        pthread_cond_broadcast(&barrier->next);
    }
    while (round == barrier->round)
        pthread_cond_wait(&barrier->next, &barrier->lock);
    pthread_mutex_unlock(&barrier->lock);
    return 0;
