/* pthread_barrier, shared by processes (5.6).
 * expect: full points
 */
/* TOP(barrier.c) */
#include <pthread.h>

/* GAP(5.6a) */
    pthread_barrier_t all;
/* GAP(5.6b) */
    pthread_barrierattr_t shared;

    pthread_barrierattr_init(&shared);
    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    errno = pthread_barrier_init(&barrier->all, &shared, (unsigned)processes);
    return errno == 0 ? 0 : -1;
/* GAP(5.6c) */
    (void)open_for_all;
    pthread_barrier_wait(&barrier->all);
    return 0;
