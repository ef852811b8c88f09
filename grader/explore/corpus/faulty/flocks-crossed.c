/* flocks-crossed: two files are locked in two orders; the kernel does not
 * refuse a circle of flock, it lets both wait.
 * expect: deadlock
 */
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int lock_file(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    return fd != -1 ? flock(fd, LOCK_EX) : -1; /* 1 */ /* 2 */
}

/* The locks go when the process ends. */
static int copy(void)
{
    return lock_file("source") == -1 || lock_file("target") == -1;
}

static int copy_back(void)
{
    return lock_file("target") == -1 || lock_file("source") == -1;
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
    start(copy);
    start(copy_back);
    return !all_well(2);
}
