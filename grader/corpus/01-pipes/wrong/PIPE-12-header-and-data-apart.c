/* PIPE-12: header and data of a packet go in two writes; others come between.
 * expect: PIPE-12 in 1.6 at HERE
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
    while (size > 0) {
        size_t piece = size < sizeof packet.data ? size : sizeof packet.data;

        packet.bytes = (int)piece;
        if (write_full(wfd, &packet, HEADER) == -1 ||
            write_full(wfd, record, piece) == -1)
            return -1;
        record += piece;
        size -= piece;
    }
    return 0;
