/* The client's second open has returned: both sides have both FIFOs, and nobody
 * needs the names any more.
 * expect: full points
 */
/* GAP(2.2b) */
    link->out = only_fifo(open(requests, O_WRONLY | O_CLOEXEC));
    if (link->out != -1)
        link->in = only_fifo(open(answers, O_RDONLY | O_CLOEXEC));
    if (link->in != -1) {
        unlink(requests);
        unlink(answers);
        return 0;
    }
    close_link(link);
    return -1;
