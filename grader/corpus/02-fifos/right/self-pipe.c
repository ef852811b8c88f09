/* The handler writes a byte into a pipe of the server's own, which poll watches
 * beside the FIFO.
 * expect: full points
 */
/* TOP(service.c) */

static int own[2];

static void wake(int number)
{
    char byte = (char)number;

    (void)!write(own[1], &byte, 1);
}
/* GAP(2.6b) */
    const struct sigaction action = { .sa_handler = wake,
                                      .sa_flags = SA_RESTART };

    (void)note_signal;
    sigemptyset(awake);
    if (pipe2(own, O_CLOEXEC | O_NONBLOCK) == -1)
        return -1;
    return sigaction(SIGTERM, &action, NULL);
/* GAP(2.6c) */
    struct pollfd ends[2] = { { .fd = fd, .events = POLLIN },
                              { .fd = own[0], .events = POLLIN } };

    (void)awake;
    (void)asked_to_end;
    while (poll(ends, 2, -1) == -1)
        if (errno != EINTR)
            return -1;
    return ends[1].revents == 0;
