/* Both sides open the answers first, and the requests second.
 * expect: full points
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
    link->in = only_fifo(open(answers, O_RDONLY | O_CLOEXEC));
    if (link->in != -1)
        link->out = only_fifo(open(requests, O_WRONLY | O_CLOEXEC));
    if (link->out != -1)
        return 0;
    close_link(link);
    return -1;
