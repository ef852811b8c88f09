/* PIPE-12: the line and its newline are two writes.
 * expect: PIPE-12 in 2.3 at HERE
 * also: 2.7
 */
/* GAP(2.3a) */
    int fd = only_fifo(open(path, O_WRONLY | O_CLOEXEC));
    ssize_t sent;

    if (fd == -1)
        return -1;
    sent = write(fd, line, (size_t)length - 1); /* HERE */
    if (sent != -1)
        sent = write(fd, "\n", 1);
    close_fd(fd);
    return sent == -1 ? -1 : 0;
