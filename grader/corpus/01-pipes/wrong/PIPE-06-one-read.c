/* PIPE-06: one read is taken for all that was asked for.
 * expect: PIPE-06 in 1.2 at HERE
 */
/* GAP(1.2a) */
    ssize_t n;

    do {
        n = read(fd, buffer, count); /* HERE */
        if (n == -1 && errno == EAGAIN && wait_ready(fd, POLLIN) == -1)
            return -1;
    } while (n == -1 && (errno == EINTR || errno == EAGAIN));
    return n;
