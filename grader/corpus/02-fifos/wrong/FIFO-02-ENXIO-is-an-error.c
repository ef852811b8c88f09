/* FIFO-02: that nobody reads is given on as an error.
 * expect: FIFO-02 in 2.4 at HERE
 */
/* GAP(2.4) */
    int fd = only_fifo(open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)); /* HERE */
    ssize_t sent;

    if (fd == -1)
        return -1;
    sent = write(fd, record, (size_t)length);
    close_fd(fd);
    if (sent == -1)
        return errno == EAGAIN || errno == EPIPE ? 0 : -1;
    return 1;
