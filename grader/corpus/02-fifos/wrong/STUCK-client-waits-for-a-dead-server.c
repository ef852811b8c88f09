/* STUCK: the client sleeps until an answer comes, and does not watch whether the
 * server is still there.
 * expect: STUCK in 2.5 at HERE
 */
/* GAP(2.5b) */
    while (got < length) {
        struct pollfd end = { .fd = link->in, .events = POLLIN };
        ssize_t n = -1;

        if (poll(&end, 1, -1) != -1) /* HERE */
            n = read(link->in, answer + got, length - got);
        if (n == 0)
            errno = EPIPE;
        if (n <= 0)
            return -1;
        got += (size_t)n;
    }
    return 0;
