/* OUT: each read goes to the beginning of the buffer, over what had come.
 * expect: OUT in 1.2 at HERE
 * also: 1.1 1.6
 */
/* GAP(1.2a) */
    char *to = buffer;
    size_t got = 0;

    while (got < count) {
        ssize_t n = read(fd, to, count - got); /* HERE */

        if (n == 0)
            break;
        if (n > 0)
            got += (size_t)n;
        else if (errno == EAGAIN && wait_ready(fd, POLLIN) == 0)
            continue;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)got;
