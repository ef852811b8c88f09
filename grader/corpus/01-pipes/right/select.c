/* select in the place of poll.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/select.h>
/* GAP(1.5c) */
    fd_set readable, writable;

    FD_ZERO(&readable);
    FD_ZERO(&writable);
    if (x->from != -1)
        FD_SET(x->from, &readable);
    if (x->to != -1)
        FD_SET(x->to, &writable);
    if (select((x->to > x->from ? x->to : x->from) + 1, &readable, &writable,
               NULL, NULL) == -1) {
        if (errno != EINTR)
            return -1;
        continue;
    }
    can_feed = x->to != -1 && FD_ISSET(x->to, &writable);
    can_collect = x->from != -1 && FD_ISSET(x->from, &readable);
