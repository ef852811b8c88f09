/* SIGPIPE: a client that leaves before its answer is written ends the server.
 * expect: SIGPIPE in 2.5 at HERE
 */
/* GAP(2.5d) */
    int fd = only_fifo(open(request->reply, O_WRONLY | O_NONBLOCK | O_CLOEXEC));

    if (fd == -1)
        return 0;
    (void)!write(fd, answer, request->length); /* HERE */
    close(fd);
    return 0;
