/* SIGPIPE is ignored only around the write, and then as before.
 * expect: full points
 */
/* GAP(2.5d) */
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct sigaction old;
    int fd = only_fifo(
        open(request->reply, O_WRONLY | O_NONBLOCK | O_CLOEXEC));

    if (fd == -1)
        return 0;
    sigaction(SIGPIPE, &ignore, &old);
    (void)!write(fd, answer, request->length);
    sigaction(SIGPIPE, &old, NULL);
    close(fd);
    return 0;
