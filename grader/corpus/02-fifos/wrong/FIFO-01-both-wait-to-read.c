/* FIFO-01: the client, too, opens the FIFO that it reads from first.
 * expect: FIFO-01 in 2.2 at HERE
 */
/* GAP(2.2b) */
    link->in = only_fifo(open(answers, O_RDONLY | O_CLOEXEC)); /* HERE */
    if (link->in != -1)
        link->out = only_fifo(open(requests, O_WRONLY | O_CLOEXEC));
    if (link->out != -1)
        return 0;
    close_link(link);
    return -1;
