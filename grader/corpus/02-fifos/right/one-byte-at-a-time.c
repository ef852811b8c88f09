/* Lines are read byte by byte: slow, and right.
 * expect: full points
 */
/* GAP(2.2c) */
    while (got < size) {
        ssize_t n = read(link->in, answer + got, 1);

        if (n == 0)
            errno = EPIPE;
        if (n <= 0)
            return -1;
        if (answer[got] == '\n') {
            answer[got] = '\0';
            return (ssize_t)got;
        }
        got++;
    }
    errno = EMSGSIZE;
    return -1;
/* GAP(2.3c) */
    for (size_t length = 0; length < PIPE_BUF;) {
        ssize_t n = read(lines->fd, line + length, 1);

        if (n <= 0)
            return n;
        if (line[length++] == '\n')
            return (ssize_t)length;
    }
    errno = EMSGSIZE;
    return -1;
