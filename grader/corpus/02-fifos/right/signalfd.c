/* SIGTERM is read from a signalfd that poll watches beside the FIFO.
 * expect: full points
 */
/* TOP(service.c) */
#include <sys/signalfd.h>

static int signals = -1;
/* GAP(2.6b) */
    (void)note_signal;
    sigemptyset(awake);
    sigaddset(awake, SIGTERM);
    if (sigprocmask(SIG_BLOCK, awake, NULL) == -1)
        return -1;
    signals = signalfd(-1, awake, SFD_CLOEXEC);
    return signals == -1 ? -1 : 0;
/* GAP(2.6c) */
    struct pollfd ends[2] = { { .fd = fd, .events = POLLIN },
                              { .fd = signals, .events = POLLIN } };

    (void)awake;
    (void)asked_to_end;
    if (poll(ends, 2, -1) == -1)
        return -1;
    return ends[1].revents == 0;
