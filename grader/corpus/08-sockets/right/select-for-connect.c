/* Right: select waits for the end of the connect, and getpeername says how it
 * went.
 * expect: full points
 */
/* TOP(tcp.c) */
#include <sys/select.h>
/* REPLACE(wait_writable) */
static int wait_writable(int fd, int milliseconds)
{
    long long end = now_ms() + milliseconds;

    for (;;) {
        long long left = end > now_ms() ? end - now_ms() : 0;
        struct timeval limit = { left / 1000, left % 1000 * 1000 };
        fd_set set;
        int ready;

        FD_ZERO(&set);
        FD_SET(fd, &set);
        ready = select(fd + 1, NULL, &set, NULL,
                       milliseconds < 0 ? NULL : &limit);
        if (ready == 1)
            return 0;
        if (ready == 0)
            errno = ETIMEDOUT;
        if (ready == 0 || errno != EINTR)
            return -1;
    }
}
/* GAP(8.5c) */
    int error = 0;
    socklen_t size = sizeof error;

    if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
        return 0;
    if (errno != EINPROGRESS || wait_writable(fd, milliseconds) == -1)
        return -1;
    struct sockaddr_storage peer;
    socklen_t bytes = sizeof peer;

    if (getpeername(fd, (struct sockaddr *)&peer, &bytes) == 0)
        return 0;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == -1)
        return -1;
    errno = error;
    return error == 0 ? 0 : -1;
