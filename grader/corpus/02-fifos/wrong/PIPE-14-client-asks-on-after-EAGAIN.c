/* PIPE-14: the client sleeps until the server has come, and then asks again and
 * again.
 * expect: PIPE-14 in 2.5 at HERE
 */
/* GAP(2.5b) */
    struct pollfd ends[2] = { { .fd = link->in, .events = POLLIN },
                              { .fd = link->out } };

    while (got < length) {
        ssize_t n = read(link->in, answer + got, length - got); /* HERE */

        if (n == 0 && poll(ends, 2, -1) == -1)
            return -1;
        if (n == 0)
            n = read(link->in, answer + got, length - got);
        if (n == 0) {
            errno = EPIPE;
            return -1;
        }
        if (n == -1 && errno != EAGAIN)
            return -1;
        if (n > 0)
            got += (size_t)n;
    }
    return 0;
