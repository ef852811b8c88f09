/* pipes-both-full: each side writes more than its pipe can hold before it reads
 * a byte; both wait for room that only the other could make. In every schedule.
 * expect: deadlock
 */
#include <err.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CAPACITY = 4096 };

static int there[2], back[2];

static int talk(int out, int in)
{
    static char text[2 * CAPACITY];
    ssize_t left = sizeof text;

    if (write(out, text, sizeof text) != sizeof text) /* 1 */ /* 2 */
        return 1;
    while (left > 0) {
        ssize_t got = read(in, text, (size_t)left);

        if (got <= 0)
            return 1;
        left -= got;
    }
    return 0;
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
    if (pipe2(there, O_CLOEXEC) == -1 || pipe2(back, O_CLOEXEC) == -1)
        err(2, "pipe2");
    if (fcntl(there[1], F_SETPIPE_SZ, CAPACITY) == -1 ||
        fcntl(back[1], F_SETPIPE_SZ, CAPACITY) == -1)
        err(2, "fcntl");
    if (fork() == 0)
        _exit(talk(there[1], back[0]));
    if (fork() == 0)
        _exit(talk(back[1], there[0]));
    return !all_well(2);
}
