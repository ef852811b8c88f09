/* FIFO-05: the client reads until something comes, and never sleeps.
 * expect: FIFO-05 in 2.5 at HERE
 * also: 2.5 2.6
 * varies: 2.5 2.6
 */
/* GAP(2.5b) */
    while (got < length) {
        ssize_t n = read(link->in, answer + got, length - got); /* HERE */

        if (n == -1)
            return -1;
        got += (size_t)n;
    }
    return 0;
