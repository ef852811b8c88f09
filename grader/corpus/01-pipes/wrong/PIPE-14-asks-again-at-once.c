/* PIPE-14: on EAGAIN it asks again at once, and keeps a processor busy.
 * expect: PIPE-14 in 1.2 at HERE
 */
/* GAP(1.2a) */
    char *to = buffer;
    size_t got = 0;

    while (got < count) {
        ssize_t n = read(fd, to + got, count - got); /* HERE */

        if (n == 0)
            break;
        if (n > 0)
            got += (size_t)n;
        else if (errno != EINTR && errno != EAGAIN)
            return -1;
    }
    return (ssize_t)got;
