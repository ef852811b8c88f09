/* poll.c - those who wait for one of several descriptors, and counters. */
#include "scenes.h"

#include <err.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FAR_AWAY 100000 /* seconds; no test waits for it */

static int sure(int result, const char *call)
{
    if (result == -1)
        err(1, "%s", call);
    return result;
}

static int counter(unsigned start, int flags)
{
    return sure(eventfd(start, flags), "eventfd");
}

static int timer(int seconds)
{
    int fd = sure(timerfd_create(CLOCK_MONOTONIC, 0), "timerfd_create");
    struct itimerspec time = { .it_value.tv_sec = seconds };
    (void)sure(timerfd_settime(fd, 0, &time, NULL), "timerfd_settime");
    return fd;
}

static int set_of(int fd, unsigned events)
{
    int set = sure(epoll_create1(0), "epoll_create1");
    struct epoll_event event = { .events = events, .data.fd = fd };
    (void)sure(epoll_ctl(set, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
    return set;
}

static int wait_on(int set, int timeout)
{
    struct epoll_event event;
    return epoll_wait(set, &event, 1, timeout);
}

static int read_counter(int fd)
{
    uint64_t count;
    return (int)read(fd, &count, sizeof count);
}

static int poll_one(int fd, short events, int timeout)
{
    struct pollfd set = { .fd = fd, .events = events };
    return poll(&set, 1, timeout);
}

/* ---- counters ---- */

static int eventfd_empty(void)
{
    return read_counter(counter(0, 0));
}

/* Three counters in two processes; the first has two descriptors, and the child
 * has both as well. */
static int eventfd_states(void)
{
    int first = counter(3, 0);
    (void)counter(0, EFD_SEMAPHORE);
    (void)dup(first);
    (void)make_child();
    return pause();
}

static int eventfd_full(void)
{
    uint64_t most = UINT64_MAX - 1, one = 1;
    int fd = counter(0, 0);
    if (write(fd, &most, sizeof most) != (ssize_t)sizeof most)
        err(1, "write");
    return (int)write(fd, &one, sizeof one);
}

/* Each waits for the other's counter. */
static int eventfd_crossed(void)
{
    int first = counter(0, 0), second = counter(0, 0);
    return read_counter(make_child() ? first : second);
}

static int timerfd_armed(void)
{
    return read_counter(timer(FAR_AWAY));
}

/* Two timers, one with two descriptors; the child has them as well. */
static int timerfd_states(void)
{
    int first = timer(FAR_AWAY);
    (void)timer(0);
    (void)dup(first);
    (void)make_child();
    return pause();
}

static int timerfd_disarmed(void)
{
    int fd = timer(FAR_AWAY);
    struct itimerspec none = { 0 };
    (void)timerfd_settime(fd, 0, &none, NULL);
    return read_counter(fd);
}

/* ---- several at once ---- */

static int poll_timeout(void)
{
    return poll_one(counter(0, 0), POLLIN, FAR_AWAY * 1000);
}

static int ppoll_timeout(void)
{
    struct timespec time = { .tv_sec = FAR_AWAY };
    struct pollfd set = { .fd = counter(0, 0), .events = POLLIN };
    return ppoll(&set, 1, &time, NULL);
}

static int select_for(struct timeval *time)
{
    fd_set set;
    int fd = counter(0, 0);
    FD_ZERO(&set);
    FD_SET(fd, &set);
    return select(fd + 1, &set, NULL, NULL, time);
}

static int select_timeout(void)
{
    struct timeval time = { .tv_sec = FAR_AWAY };
    return select_for(&time);
}

static int select_for_ever(void)
{
    return select_for(NULL);
}

static int poll_timerfd(void)
{
    struct pollfd set[] = { { .fd = counter(0, 0), .events = POLLIN },
                            { .fd = timer(FAR_AWAY), .events = POLLIN } };
    return poll(set, 2, -1);
}

static int poll_nothing(void)
{
    return poll(NULL, 0, -1);
}

static int poll_inotify(void)
{
    return poll_one(sure(inotify_init1(0), "inotify_init1"), POLLIN, -1);
}

static int epoll_eventfd(void)
{
    return wait_on(set_of(counter(0, 0), EPOLLIN), -1);
}

static int epoll_timeout(void)
{
    return wait_on(set_of(counter(0, 0), EPOLLIN), FAR_AWAY * 1000);
}

static int epoll_timerfd(void)
{
    return wait_on(set_of(timer(FAR_AWAY), EPOLLIN), -1);
}

static int epoll_nested(void)
{
    return wait_on(set_of(set_of(counter(0, 0), EPOLLIN), EPOLLIN), -1);
}

static int epoll_nested_timerfd(void)
{
    return wait_on(set_of(set_of(timer(FAR_AWAY), EPOLLIN), EPOLLIN), -1);
}

/* A pipe of which the child has the write end, and a counter. */
static int epoll_two(void)
{
    int ends[2], child;
    make_pipe(ends);
    child = make_child();
    if (child == 0) {
        (void)close(ends[0]);
        return pause();
    }
    (void)close(ends[1]);
    int set = set_of(ends[0], EPOLLIN);
    struct epoll_event event = { .events = EPOLLIN };
    (void)sure(epoll_ctl(set, EPOLL_CTL_ADD, counter(0, 0), &event),
               "epoll_ctl");
    return wait_on(set, -1);
}

/* What the set watches has another number by now, and its old number names
 * something else. */
static int epoll_moved(void)
{
    int fd = timer(FAR_AWAY), set = set_of(fd, EPOLLIN);
    (void)dup(fd);
    (void)sure(dup2(counter(0, 0), fd), "dup2");
    return wait_on(set, -1);
}

/* Used up, and not armed again. */
static int epoll_once(void)
{
    int set = set_of(counter(1, 0), EPOLLIN | EPOLLONESHOT);
    return wait_on(set, -1) == 1 ? wait_on(set, -1) : 1;
}

/* ---- a child as a descriptor ---- */

static int pidfd_of_sleeper(void)
{
    int child = make_child();
    if (child == 0)
        return pause();
    return sure((int)syscall(SYS_pidfd_open, child, 0), "pidfd_open");
}

static int pidfd_polled(void)
{
    return poll_one(pidfd_of_sleeper(), POLLIN, -1);
}

static int pidfd_waited(void)
{
    siginfo_t info;
    return waitid(P_PIDFD, (id_t)pidfd_of_sleeper(), &info, WEXITED);
}

const struct scene poll_scenes[] = {
    { "eventfd-empty", eventfd_empty },
    { "eventfd-states", eventfd_states },
    { "eventfd-full", eventfd_full },
    { "eventfd-crossed", eventfd_crossed },
    { "timerfd-armed", timerfd_armed },
    { "timerfd-states", timerfd_states },
    { "timerfd-disarmed", timerfd_disarmed },
    { "poll-timeout", poll_timeout },
    { "ppoll-timeout", ppoll_timeout },
    { "select-timeout", select_timeout },
    { "select-for-ever", select_for_ever },
    { "poll-timerfd", poll_timerfd },
    { "poll-nothing", poll_nothing },
    { "poll-inotify", poll_inotify },
    { "epoll-eventfd", epoll_eventfd },
    { "epoll-timeout", epoll_timeout },
    { "epoll-timerfd", epoll_timerfd },
    { "epoll-nested", epoll_nested },
    { "epoll-nested-timerfd", epoll_nested_timerfd },
    { "epoll-two", epoll_two },
    { "epoll-moved", epoll_moved },
    { "epoll-once", epoll_once },
    { "pidfd-polled", pidfd_polled },
    { "pidfd-waited", pidfd_waited },
    { NULL, NULL },
};
