/* PIPE-06: fewer bytes than asked for are taken for the end of the data.
 * expect: PIPE-06 in 1.2 at HERE
 */
/* GAP(1.2a) */
    char *to = buffer;
    size_t got = 0;
    size_t asked;
    ssize_t n;

    do {
        asked = count - got < 4096 ? count - got : 4096;
        n = read(fd, to + got, asked); /* HERE */
        if (n > 0)
            got += (size_t)n;
        else if (n == -1 && errno == EAGAIN) {
            if (wait_ready(fd, POLLIN) == -1)
                return -1;
        } else if (n == -1 && errno != EINTR)
            return -1;
    } while (n == -1 || (n > 0 && (size_t)n == asked && got < count));
    return (ssize_t)got;
