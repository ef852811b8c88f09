/* Each side opens its read end without waiting first, so the order does not
 * matter; then it opens the write end, and makes the read end blocking.
 * expect: full points
 */
/* GAP(2.2a) */
    link->in = only_fifo(open(requests, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (link->in != -1)
        link->out = only_fifo(open(answers, O_WRONLY | O_CLOEXEC));
    if (link->out != -1 && fcntl(link->in, F_SETFL, 0) == 0) {
        /* A FIFO without a writer yet would give the end: wait for one. */
        int waited = open(requests, O_RDONLY | O_CLOEXEC);

        close(waited);
        return 0;
    }
    close_link(link);
    return -1;
