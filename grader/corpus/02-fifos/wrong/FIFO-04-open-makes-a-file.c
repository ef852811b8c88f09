/* FIFO-04: with O_CREAT, open makes a plain file where no FIFO is.
 * expect: FIFO-04 in 2.1 at HERE
 */
/* GAP(2.1d) */
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600); /* HERE */
    int result;

    if (only_fifo(fd) == -1)
        return -1;
    result = write_all(fd, text, length);
    close_fd(fd);
    return result == -1 ? -1 : (ssize_t)length;
