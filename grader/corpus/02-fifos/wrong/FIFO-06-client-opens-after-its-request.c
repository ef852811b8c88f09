/* FIFO-06: the client waits in open for a server that came, found no reader and
 * went on.
 * expect: FIFO-06 in 2.5 at HERE
 * also: 2.5 2.6
 * varies: 2.5 2.6
 */
/* GAP(2.5a) */
    if (make_fifo(request->reply) == -1)
        return -1;
    link->out = only_fifo(open(service, O_WRONLY | O_CLOEXEC));
    if (link->out == -1)
        return -1;
    if (write(link->out, request, sizeof *request) == -1)
        return -1;
    link->in = only_fifo(open(request->reply, O_RDONLY | O_CLOEXEC)); /* HERE */
    return link->in == -1 ? -1 : 0;
