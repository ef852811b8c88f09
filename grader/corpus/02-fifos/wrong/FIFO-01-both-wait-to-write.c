/* FIFO-01: each side opens the FIFO that it writes to first.
 * expect: FIFO-01 in 2.2 at HERE
 */
/* GAP(2.2a) */
    link->out = only_fifo(open(answers, O_WRONLY | O_CLOEXEC));
    if (link->out != -1)
        link->in = only_fifo(open(requests, O_RDONLY | O_CLOEXEC));
    if (link->in != -1)
        return 0;
    close_link(link);
    return -1;
/* GAP(2.2b) */
    link->out = only_fifo(open(requests, O_WRONLY | O_CLOEXEC)); /* HERE */
    if (link->out != -1)
        link->in = only_fifo(open(answers, O_RDONLY | O_CLOEXEC));
    if (link->in != -1)
        return 0;
    close_link(link);
    return -1;
