/* The descriptor of a queue in epoll (3.2).
 * expect: full points
 */
/* TOP(posix.c) */
#include <sys/epoll.h>

/* GAP(3.2c) */
    int set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN };

    if (set == -1 || epoll_ctl(set, EPOLL_CTL_ADD, queue, &event) == -1)
        goto fail;
    while ((length = mq_receive(queue, buffer, size, priority)) == -1) {
        if (errno != EAGAIN && errno != EINTR)
            goto fail;
        if (errno == EAGAIN && epoll_wait(set, &event, 1, -1) == -1 &&
            errno != EINTR)
            goto fail;
    }
    close(set);
    *message = buffer;
    return length;
fail:
    if (set != -1)
        close(set);
    free(buffer);
    return -1;
