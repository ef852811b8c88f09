/* No notice at all: poll on the inbox and on a pidfd of the child (3.5).
 * expect: full points
 */
/* TOP(waiting.c) */
#include <poll.h>
#include <sys/pidfd.h>

/* GAP(3.5c) */
    struct pollfd both[2] = { { .fd = inbox, .events = POLLIN },
                              { .events = POLLIN } };
    int status = -1, result = 0;

    (void)awaited;
    (void)ask_to_be_told;
    both[1].fd = pidfd_open(child, 0);
    if (both[1].fd == -1)
        return -1;
    while (result != -1 && !(both[1].revents & POLLIN)) {
        if (poll(both, 2, -1) != -1 || errno == EINTR)
            result = drain(inbox, buffer, size, out);
        else
            result = -1;
    }
    close(both[1].fd);
    if (result == -1 || drain(inbox, buffer, size, out) == -1 ||
        waitpid(child, &status, 0) == -1)
        return -1;
    return shell_status(status);
