/* SIG-12: the handler writes into a blocking pipe, and sleeps when it is full.
 * expect: SIG-12 in 7.4 at HERE
 */
/* TOP(server.c) */
#include <fcntl.h>

/* GAP(7.4a) */
static int ends[2];
static struct sigaction old_hangup, old_term;

static void take_note(int number)
{
    int saved = errno;
    char byte = (char)number;

    (void)!write(ends[1], &byte, 1); /* HERE */
    errno = saved;
}
/* GAP(7.4b) */
    struct sigaction action = { .sa_handler = take_note };

    if (pipe2(ends, O_CLOEXEC) == -1)
        return -1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    sigemptyset(&action.sa_mask);
    sigaction(SIGHUP, &action, &old_hangup);
    return sigaction(SIGTERM, &action, &old_term);
/* GAP(7.4c) */
    int saved = errno;

    sigaction(SIGHUP, &old_hangup, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    close(ends[0]);
    close(ends[1]);
    errno = saved;
/* GAP(7.4d) */
    struct pollfd both[2] = { { .fd = ends[0], .events = POLLIN }, door };

    for (;;) {
        char byte;

        while (read(ends[0], &byte, 1) == 1) {
            if (byte == SIGTERM)
                return END;
            if (byte == SIGHUP)
                return REREAD;
        }
        if (poll(both, 2, -1) == -1 && errno != EINTR)
            return ERROR;
        if (both[0].revents == 0 && both[1].revents != 0)
            return LINES;
    }
