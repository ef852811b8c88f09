/* Right: poll, and then a receive that does not sleep.
 * expect: full points
 */
/* TOP(stream.c) */
#include <poll.h>
/* GAP(8.1b) */
    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_WR);
    for (;;) {
        struct pollfd wanted = { .fd = socket, .events = POLLIN };
        ssize_t got;

        poll(&wanted, 1, -1);
        got = recv(socket, answer, sizeof answer, MSG_DONTWAIT);

        if (got == -1 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got == 0 || (got == -1 && wants_no_more(errno)))
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
