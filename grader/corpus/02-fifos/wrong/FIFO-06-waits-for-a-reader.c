/* FIFO-06: the writer that must not wait waits in open.
 * expect: FIFO-06 in 2.4 at HERE
 * also: 2.4
 */
/* GAP(2.4) */
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC)); /* HERE */
    ssize_t sent;

    if (fd == -1)
        return errno == ENXIO ? 0 : -1;
    sent = write(fd, record, (size_t)length);
    close_fd(fd);
    if (sent == -1)
        return errno == EAGAIN || errno == EPIPE ? 0 : -1;
    return 1;
