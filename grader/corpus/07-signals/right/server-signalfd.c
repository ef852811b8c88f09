/* The server reads its signals from a signalfd (7.4).
 * expect: full points
 */
/* TOP(server.c) */
#include <sys/signalfd.h>

/* GAP(7.4a) */
static sigset_t old_mask;
static int orders;

/* GAP(7.4b) */
    sigset_t both;

    sigemptyset(&both);
    sigaddset(&both, SIGHUP);
    sigaddset(&both, SIGTERM);
    sigprocmask(SIG_BLOCK, &both, &old_mask);
    orders = signalfd(-1, &both, SFD_CLOEXEC | SFD_NONBLOCK);
    return orders == -1 ? -1 : 0;
/* GAP(7.4c) */
    int saved = errno;

    close(orders);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    errno = saved;
/* GAP(7.4d) */
    struct pollfd both[2] = { { .fd = orders, .events = POLLIN }, door };
    struct signalfd_siginfo info;

    for (;;) {
        while (read(orders, &info, sizeof info) == sizeof info)
            return info.ssi_signo == SIGTERM ? END : REREAD;
        if (poll(both, 2, -1) == -1 && errno != EINTR)
            return ERROR;
        if (both[0].revents == 0 && both[1].revents != 0)
            return LINES;
    }
