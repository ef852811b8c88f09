/* flocks-in-order: both files are locked in the order of their names, whoever
 * copies where; the end of a process gives its locks back.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int copies; /* guarded by the locks on both files */
};

static struct shared *shared;

static int lock_file(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    return fd != -1 ? flock(fd, LOCK_EX) : -1;
}

static int copy(void)
{
    if (lock_file("source") == -1 || lock_file("target") == -1)
        return 1;
    shared->copies++;
    return 0;
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
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    start(copy);
    start(copy);
    return !(all_well(2) && shared->copies == 2);
}
