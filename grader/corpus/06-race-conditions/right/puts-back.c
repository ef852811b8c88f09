/* Who does not get the second one puts the first one back.
 * expect: full points
 */
/* TOP(forks.c) */
#include <sched.h>
/* GAP(6.5b) */
    for (;;) {
        pthread_mutex_lock(left);
        if (pthread_mutex_trylock(right) == 0)
            break;
        pthread_mutex_unlock(left);
        sched_yield();
    }
