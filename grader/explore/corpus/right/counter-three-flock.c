/* counter-three-flock: three processes lock one file, each through an open of
 * its own; a descriptor from the parent would be one lock for all.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int counter; /* guarded by the lock on the file */
};

static struct shared *shared;

static int add(void)
{
    int fd = open("lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd == -1 || flock(fd, LOCK_EX) == -1)
        return 1;
    shared->counter++;
    return flock(fd, LOCK_UN) == -1;
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
    for (int child = 0; child < 3; child++)
        start(add);
    return !(all_well(3) && shared->counter == 3);
}
