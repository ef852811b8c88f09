/* unlink-stale-lock: each process finds the lock file of a crashed run and
 * clears it away; the second to clear takes away the first one's new lock.
 * expect: assertion
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int owners; /* how many believe that the lock is theirs */
};

static struct shared *shared;

/* An empty lock file is a stale one: a living owner has written into it. */
static int claim(void)
{
    struct stat lock;
    int fd;

    if (stat("lock", &lock) == 0 && lock.st_size > 0) /* 1 */
        return 0;
    unlink("lock"); /* 1 */                                           /* 2 */
    fd = open("lock", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); /* 2 */
    if (fd == -1)
        return errno != EEXIST;
    if (write(fd, "owner", 5) != 5)
        return 1;
    atomic_fetch_add(&shared->owners, 1);
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
    if (open("lock", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) == -1)
        err(2, "lock");
    start(claim);
    start(claim);
    return !(all_well(2) && atomic_load(&shared->owners) == 1);
}
