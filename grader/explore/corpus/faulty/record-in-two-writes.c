/* record-in-two-writes: each child writes its name and then its figure into one
 * pipe; the record of the other can come in between.
 * expect: assertion
 */
#include <err.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static int report(int name)
{
    char figure = (char)(name - 'A' + 'a'), letter = (char)name;

    if (write(ends[1], &letter, 1) != 1) /* 1 */ /* 2 */
        return 1;
    return write(ends[1], &figure, 1) != 1; /* 1 */ /* 2 */
}

static void start(int (*body)(int), int self)
{
    if (fork() == 0)
        _exit(body(self));
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
    char text[4];

    if (pipe2(ends, O_CLOEXEC) == -1)
        err(2, "pipe2");
    start(report, 'A');
    start(report, 'B');
    if (!all_well(2) || read(ends[0], text, sizeof text) != sizeof text)
        return 2;
    return text[1] != text[0] - 'A' + 'a' || text[3] != text[2] - 'A' + 'a';
}
