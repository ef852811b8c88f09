/* EINTR: a write that a handler interrupted is taken for one that failed.
 * expect: EINTR in 1.2 at HERE
 */
/* GAP(1.2b) */
    const char *from = buffer;
    size_t sent = 0;

    while (sent < count) {
        ssize_t n = write(fd, from + sent, count - sent); /* HERE */

        if (n >= 0)
            sent += (size_t)n;
        else if (errno == EAGAIN && wait_ready(fd, POLLOUT) == 0)
            continue;
        else if (errno != EAGAIN)
            return -1;
    }
    return (ssize_t)sent;
