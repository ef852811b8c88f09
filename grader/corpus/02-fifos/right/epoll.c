/* The client sleeps in epoll_wait.
 * expect: full points
 */
/* TOP(service.c) */
#include <sys/epoll.h>
/* GAP(2.5b) */
    int set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN };
    int result = -1;

    epoll_ctl(set, EPOLL_CTL_ADD, link->in, &event);
    event.events = 0; /* EPOLLERR comes unasked */
    epoll_ctl(set, EPOLL_CTL_ADD, link->out, &event);
    while (epoll_wait(set, &event, 1, -1) == 1) {
        ssize_t n = read(link->in, answer + got, length - got);

        if (n > 0)
            got += (size_t)n;
        if (got == length)
            result = 0;
        if (n == 0)
            errno = EPIPE;
        if (n <= 0 || result == 0)
            break;
    }
    close(set);
    return result;
