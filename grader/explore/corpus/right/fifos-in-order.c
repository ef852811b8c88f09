/* fifos-in-order: both open "there" first and "back" second, one to read and
 * one to write; each open meets its partner.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int ask(void)
{
    char letter = 'x';
    int out = open("there", O_WRONLY | O_CLOEXEC);
    int in = open("back", O_RDONLY | O_CLOEXEC);

    if (in == -1 || out == -1 || write(out, &letter, 1) != 1)
        return 1;
    return read(in, &letter, 1) != 1 || letter != 'y';
}

static int answer(void)
{
    char letter;
    int in = open("there", O_RDONLY | O_CLOEXEC);
    int out = open("back", O_WRONLY | O_CLOEXEC);

    if (in == -1 || out == -1 || read(in, &letter, 1) != 1)
        return 1;
    letter++;
    return write(out, &letter, 1) != 1;
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
    if (mkfifo("there", 0600) == -1 || mkfifo("back", 0600) == -1)
        err(2, "mkfifo");
    start(ask);
    start(answer);
    return !all_well(2);
}
