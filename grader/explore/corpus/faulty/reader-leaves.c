/* reader-leaves: the reader has enough after one byte and ends; the writer that
 * writes its second byte afterwards is ended by SIGPIPE.
 * expect: crash
 */
#include <err.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static int say(void)
{
    close(ends[0]);
    for (int letter = 0; letter < 2; letter++)
        if (write(ends[1], "x", 1) != 1) /* 1 */
            return 1;
    return 0;
}

static int listen_to_one(void)
{
    char letter;

    return read(ends[0], &letter, 1) != 1; /* 2 */
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
    start(listen_to_one);
    close(ends[0]);
    close(ends[1]);
    return !all_well(2);
}
