/* pipe-end-closed: every process closes the write ends it does not write to
 * before it reads; the last writer's end is the reader's end of file.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static int say(void)
{
    return write(ends[1], "hello", 5) != 5;
}

static int listen_to_the_end(void)
{
    char text[8];
    ssize_t got, total = 0;

    close(ends[1]);
    while ((got = read(ends[0], text, sizeof text)) > 0)
        total += got;
    return total != 10;
}

static void start(int (*body)(void))
{
    if (fork() == 0)
        _exit(body());
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
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(2, "pipe2");
    start(say);
    start(say);
    start(listen_to_the_end);
    close(ends[0]);
    close(ends[1]);
    return !all_well(3);
}
