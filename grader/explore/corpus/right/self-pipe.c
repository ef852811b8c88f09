/* self-pipe: the handler writes one byte into a pipe and touches nothing else;
 * the main flow appends when it reads the byte.
 * expect: pass
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];
static int entry[4], length; /* of the main flow */

static void tell(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;

    if (write(ends[1], &byte, 1) != 1)
        _exit(1);
    errno = saved;
}

static void append(int value)
{
    entry[length] = value;
    length++;
}

static int work(void)
{
    unsigned char byte;
    ssize_t got;

    append(-1);
    do
        got = read(ends[0], &byte, 1);
    while (got == -1 && errno == EINTR);
    if (got != 1)
        return 1;
    append(byte);
    return length != 2 || entry[0] + entry[1] != SIGUSR1 - 1;
}

/* Waits for so many children: have all of them ended with status 0? */
static int all_well(int children)
{
    int status, well = 1;

    while (children-- > 0)
        if (wait(&status) == -1 || status != 0)
            well = 0;
    return well;
}

int main(void)
{
    struct sigaction action = { .sa_handler = tell };
    pid_t child;

    if (pipe2(ends, O_CLOEXEC) == -1)
        err(2, "pipe2");
    sigaction(SIGUSR1, &action, NULL);
    child = fork();
    if (child == 0)
        _exit(work());
    if (child == -1 || kill(child, SIGUSR1) == -1)
        return 2;
    return !all_well(1);
}
