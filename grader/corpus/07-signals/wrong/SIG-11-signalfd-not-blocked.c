/* SIG-11: a signalfd, but the signal is not blocked and ends the process.
 * expect: SIG-11 in 7.2 at HERE
 */
/* TOP(handlers.c) */
#include <sys/signalfd.h>

/* GAP(7.2a) */
static int bell_fd;

/* GAP(7.2b) */
    sigset_t bell;

    sigemptyset(&bell);
    sigaddset(&bell, number);
    bell_fd = signalfd(-1, &bell, SFD_CLOEXEC); /* HERE */
    return bell_fd == -1 ? -1 : 0;
/* GAP(7.2c) */
    struct signalfd_siginfo info;

    while (read(bell_fd, &info, sizeof info) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
/* GAP(7.2d) */
    return close(bell_fd);
