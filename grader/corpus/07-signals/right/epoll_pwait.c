/* The same with epoll_pwait (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <sys/epoll.h>

/* GAP(7.2c) */
    int nothing = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event;

    if (nothing == -1)
        return -1;
    while (!rung)
        epoll_pwait(nothing, &event, 1, -1, &mask_before);
    rung = 0;
    return close(nothing);
