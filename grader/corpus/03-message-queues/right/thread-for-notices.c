/* SIGEV_THREAD: the library starts a thread, which tells through an eventfd (3.5).
 * expect: full points
 */
/* TOP(waiting.c) */
#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>

static void tell(union sigval value)
{
    eventfd_write(value.sival_int, 1);
}

static int told = -1;

/* GAP(3.5a) */
    struct sigevent event = { .sigev_notify = SIGEV_THREAD,
                              .sigev_notify_function = tell,
                              .sigev_value = { .sival_int = told } };

    if (mq_notify(inbox, &event) == -1 && errno != EBUSY)
        return -1;
    return 0;
/* GAP(3.5c) */
    struct pollfd both[2] = { { .events = POLLIN }, { .events = POLLIN } };
    eventfd_t count;

    (void)awaited;
    told = both[0].fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    both[1].fd = pidfd_open(child, 0);
    if (told == -1 || both[1].fd == -1)
        return -1;
    for (;;) {
        int status;
        pid_t ended;

        eventfd_read(told, &count);
        if (ask_to_be_told(inbox) == -1)
            return -1;
        ended = waitpid(child, &status, WNOHANG);
        if (ended == -1 || drain(inbox, buffer, size, out) == -1)
            return -1;
        if (ended == child) {
            close(both[1].fd); /* the eventfd stays: a thread may be late */
            return shell_status(status);
        }
        if (poll(both, 2, -1) == -1 && errno != EINTR)
            return -1;
    }
