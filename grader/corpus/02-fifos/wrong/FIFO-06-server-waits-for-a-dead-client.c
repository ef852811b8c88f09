/* FIFO-06: the server waits in open for a client that has gone.
 * expect: FIFO-06 in 2.5 at HERE
 */
/* GAP(2.5d) */
    int fd;

    signal(SIGPIPE, SIG_IGN);
    fd = only_fifo(open(request->reply, O_WRONLY | O_CLOEXEC)); /* HERE */
    if (fd == -1)
        return 0;
    (void)!write(fd, answer, request->length);
    close(fd);
    return 0;
