/* RESULT: a reader that has just left makes an error.
 * expect: RESULT in 2.4 at HERE
 */
/* GAP(2.4) */
    int fd = only_fifo(open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    ssize_t sent;

    if (fd == -1)
        return errno == ENXIO ? 0 : -1;
    sent = write(fd, record, (size_t)length); /* HERE */
    close_fd(fd);
    if (sent == -1)
        return errno == EAGAIN ? 0 : -1;
    return 1;
