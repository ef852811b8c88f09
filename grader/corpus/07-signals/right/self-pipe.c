/* The handler writes a byte into a pipe of its own (7.2).
 * expect: full points
 */
/* TOP(handlers.c) */
#include <fcntl.h>
#include <poll.h>

/* GAP(7.2a) */
static int ends[2], bell_number;
static struct sigaction action_before;

static void ring(int number)
{
    int saved = errno;

    (void)number;
    (void)!write(ends[1], "", 1);
    errno = saved;
}
/* GAP(7.2b) */
    struct sigaction action = { .sa_handler = ring, .sa_flags = SA_RESTART };

    bell_number = number;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
        return -1;
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, &action_before);
/* GAP(7.2c) */
    struct pollfd rope = { .fd = ends[0], .events = POLLIN };
    char bytes[64];

    while (read(ends[0], bytes, sizeof bytes) <= 0)
        poll(&rope, 1, -1);
    return 0;
/* GAP(7.2d) */
    sigaction(bell_number, &action_before, NULL);
    close(ends[0]);
    return close(ends[1]);
