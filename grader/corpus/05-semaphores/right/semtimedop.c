/* semtimedop with a limit of a day, again and again (5.7, 5.8).
 * expect: full points
 */
/* TOP(sets.c) */
#include <time.h>

/* GAP(5.7b) */
    const struct timespec day = { .tv_sec = 86400 };

    while (semtimedop(set, operations, count, &day) == -1) {
        if (errno != EINTR && errno != EAGAIN)
            return -1;
    }
    return 0;
