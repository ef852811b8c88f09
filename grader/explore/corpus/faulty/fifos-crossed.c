/* fifos-crossed: to open a FIFO for reading waits for a writer; both children
 * first open the one they read from. In every schedule.
 * expect: deadlock
 */
#include <err.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int talk(const char *in_name, const char *out_name)
{
    char letter = 'x';
    int in = open(in_name, O_RDONLY | O_CLOEXEC); /* 1 */ /* 2 */
    int out = open(out_name, O_WRONLY | O_CLOEXEC);

    if (in == -1 || out == -1 || write(out, &letter, 1) != 1)
        return 1;
    return read(in, &letter, 1) != 1;
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
    if (fork() == 0)
        _exit(talk("there", "back"));
    if (fork() == 0)
        _exit(talk("back", "there"));
    return !all_well(2);
}
