/* Both signals come through a pipe of the server's own (7.4).
 * expect: full points
 */
/* TOP(server.c) */
#include <fcntl.h>

/* GAP(7.4a) */
static volatile sig_atomic_t shall_end, shall_reread;
static int ends[2];
static struct sigaction old_hangup, old_term;

static void take_note(int number)
{
    int saved = errno;

    if (number == SIGTERM)
        shall_end = 1;
    else
        shall_reread = 1;
    (void)!write(ends[1], "", 1);
    errno = saved;
}
/* GAP(7.4b) */
    struct sigaction action = { .sa_handler = take_note,
                                .sa_flags = SA_RESTART };

    shall_end = shall_reread = 0;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
        return -1;
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
        char bytes[4096];

        while (read(ends[0], bytes, sizeof bytes) > 0)
            continue;
        if (shall_end)
            return END;
        if (shall_reread) {
            shall_reread = 0;
            return REREAD;
        }
        if (poll(both, 2, -1) == -1 && errno != EINTR)
            return ERROR;
        if (both[0].revents == 0 && both[1].revents != 0)
            return LINES;
    }
