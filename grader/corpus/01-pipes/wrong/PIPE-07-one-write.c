/* PIPE-07: one write is taken for all; what it did not take is lost.
 * expect: PIPE-07 in 1.2 at HERE
 */
/* GAP(1.2b) */
    ssize_t n;

    do {
        n = write(fd, buffer, count); /* HERE */
        if (n == -1 && errno == EAGAIN && wait_ready(fd, POLLOUT) == -1)
            return -1;
    } while (n == -1 && (errno == EINTR || errno == EAGAIN));
    return n;
