/* FIFO-05: the client takes "the server has not come yet" for its end.
 * expect: FIFO-05 in 2.5 at HERE
 * also: 2.5 2.6
 * varies: 2.5 2.6
 */
/* GAP(2.5b) */
    while (got < length) {
        ssize_t n = read(link->in, answer + got, length - got); /* HERE */

        if (n == 0)
            errno = EPIPE;
        if (n <= 0)
            return -1;
        got += (size_t)n;
    }
    return 0;
