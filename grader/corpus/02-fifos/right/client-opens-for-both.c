/* The client opens its reply FIFO for reading and writing: read then sleeps
 * until the answer is there; poll still tells when the server dies.
 * expect: full points
 */
/* GAP(2.5a) */
    if (make_fifo(request->reply) == -1)
        return -1;
    link->in = only_fifo(open(request->reply, O_RDWR | O_CLOEXEC));
    if (link->in == -1)
        return -1;
    link->out = only_fifo(open(service, O_WRONLY | O_CLOEXEC));
    if (link->out == -1)
        return -1;
    return write(link->out, request, sizeof *request) == -1 ? -1 : 0;
/* GAP(2.5b) */
    while (got < length) {
        struct pollfd ends[2] = { { .fd = link->in, .events = POLLIN },
                                  { .fd = link->out } };
        ssize_t n;

        if (poll(ends, 2, -1) == -1)
            return -1;
        if (!(ends[0].revents & POLLIN)) {
            errno = EPIPE;
            return -1;
        }
        n = read(link->in, answer + got, length - got);
        if (n == -1)
            return -1;
        got += (size_t)n;
    }
    return 0;
