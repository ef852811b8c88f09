/* poll waits for a pidfd and a signalfd, with a time-out (7.9).
 * expect: full points
 */
/* TOP(guard.c) */
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>

/* GAP(7.9b) */
    sigemptyset(&news);
    sigaddset(&news, SIGTERM);
    sigaddset(&news, SIGINT);
    sigprocmask(SIG_BLOCK, &news, &old_mask);
/* GAP(7.9d) */
    struct pollfd doors[2] = {
        { .fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN },
        { .fd = signalfd(-1, &news, SFD_CLOEXEC), .events = POLLIN },
    };
    struct signalfd_siginfo info;
    int ready = poll(doors, 2, (int)left);

    if (ready > 0 && doors[1].revents != 0 &&
        read(doors[1].fd, &info, sizeof info) == sizeof info)
        kill(pid, (int)info.ssi_signo);
    close(doors[0].fd);
    close(doors[1].fd);
    return ready == -1 && errno != EINTR ? -1 : 0;
