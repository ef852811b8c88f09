/* PIPE-12: a record larger than PIPE_BUF is sent with one write, as if that
 * were one piece.
 * expect: PIPE-12 in 1.6 at HERE
 * varies: 1.6
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
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)sent;
/* GAP(1.6a) */
    (void)writer;
    (void)packet;
    return write_full(wfd, record, size) == -1 ? -1 : 0;
/* GAP(1.6b) */
    ssize_t n = read_full(rfd, a->buffers, a->size);

    (void)packet;
    if (n <= 0)
        return (int)n;
    if (n < (ssize_t)a->size)
        return 0;
    if (write_full(out, a->buffers, a->size) == -1)
        return -1;
    a->delivered++;
    return 1;
