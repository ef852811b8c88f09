/* OUT: the rest is written from the beginning of the buffer.
 * expect: OUT in 1.2 at HERE
 * also: 1.1 1.6
 */
/* GAP(1.2b) */
    const char *from = buffer;
    size_t sent = 0;

    while (sent < count) {
        ssize_t n = write(fd, from, count - sent); /* HERE */

        if (n >= 0)
            sent += (size_t)n;
        else if (errno == EAGAIN && wait_ready(fd, POLLOUT) == 0)
            continue;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)sent;
