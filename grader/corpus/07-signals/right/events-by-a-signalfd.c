/* A record of a signalfd has the value as well (7.5).
 * expect: full points
 */
/* TOP(data.c) */
#include <sys/signalfd.h>

/* GAP(7.5a) */
static int events_fd;
static sigset_t old_mask;

static int event_number(void)
{
    return SIGRTMIN;
}
/* GAP(7.5b) */
    sigset_t events;

    sigemptyset(&events);
    sigaddset(&events, event_number());
    if (sigprocmask(SIG_BLOCK, &events, &old_mask) == -1)
        return -1;
    events_fd = signalfd(-1, &events, SFD_CLOEXEC);
    return events_fd == -1 ? -1 : 0;
/* GAP(7.5d) */
    struct signalfd_siginfo info;

    while (read(events_fd, &info, sizeof info) == -1) {
        if (errno != EINTR)
            return -1;
    }
    event->from = (pid_t)info.ssi_pid;
    event->value = info.ssi_int;
    return 0;
/* GAP(7.5e) */
    close(events_fd);
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);
