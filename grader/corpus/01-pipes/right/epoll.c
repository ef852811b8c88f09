/* epoll in the place of poll.
 * expect: full points
 */
/* TOP(pipes.c) */
#include <sys/epoll.h>
/* REPLACE(move_both_ways) */
static int move_both_ways(struct exchange *x)
{
    struct epoll_event to = { .events = EPOLLOUT, .data.u32 = 0 };
    struct epoll_event from = { .events = EPOLLIN, .data.u32 = 1 };
    struct epoll_event ready[2];
    int set = epoll_create1(EPOLL_CLOEXEC);
    int result = 0;

    if (set == -1)
        return -1;
    if (epoll_ctl(set, EPOLL_CTL_ADD, x->to, &to) == -1 ||
        epoll_ctl(set, EPOLL_CTL_ADD, x->from, &from) == -1)
        result = -1;
    while (result != -1 && (x->to != -1 || x->from != -1)) {
        int count = epoll_wait(set, ready, 2, -1);

        if (count == -1 && errno != EINTR)
            result = -1;
        for (int i = 0; i < count && result != -1; i++)
            result = ready[i].data.u32 == 0 ? feed(x) : collect(x);
    }
    close_end(set);
    return result;
}
