/* A timerfd for the time, a signalfd for all signals (7.9).
 * expect: full points
 */
/* TOP(guard.c) */
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

/* GAP(7.9d) */
    struct pollfd doors[2] = {
        { .fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC),
          .events = POLLIN },
        { .fd = signalfd(-1, &news, SFD_CLOEXEC), .events = POLLIN },
    };
    const struct itimerspec span = {
        .it_value = { left / 1000, left % 1000 * 1000000 + 1 }
    };
    struct signalfd_siginfo info;
    int ready;

    if (left != FOR_EVER)
        timerfd_settime(doors[0].fd, 0, &span, NULL);
    ready = poll(doors, 2, -1);
    if (ready > 0 && doors[1].revents != 0 &&
        read(doors[1].fd, &info, sizeof info) == sizeof info &&
        info.ssi_signo != SIGCHLD)
        kill(pid, (int)info.ssi_signo);
    close(doors[0].fd);
    close(doors[1].fd);
    return ready == -1 && errno != EINTR ? -1 : 0;
