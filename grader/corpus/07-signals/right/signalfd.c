/* The bell is a descriptor (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <fcntl.h>
#include <sys/signalfd.h>

/* GAP(7.2a) */
static int bell_fd;
static sigset_t mask_before;

/* GAP(7.2b) */
    sigset_t bell;

    sigemptyset(&bell);
    sigaddset(&bell, number);
    if (sigprocmask(SIG_BLOCK, &bell, &mask_before) == -1)
        return -1;
    bell_fd = signalfd(-1, &bell, SFD_CLOEXEC);
    return bell_fd == -1 ? -1 : 0;
/* GAP(7.2c) */
    struct signalfd_siginfo info;

    while (read(bell_fd, &info, sizeof info) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(7.2d) */
    struct signalfd_siginfo info;

    fcntl(bell_fd, F_SETFL, O_NONBLOCK);
    while (read(bell_fd, &info, sizeof info) > 0)
        continue;
    close(bell_fd);
    return sigprocmask(SIG_SETMASK, &mask_before, NULL);
