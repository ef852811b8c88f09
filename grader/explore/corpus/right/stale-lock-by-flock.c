/* stale-lock-by-flock: a lock that the kernel keeps is never stale, so nobody
 * has to look and to unlink; who does not get it at once goes without.
 * expect: pass
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int inside; /* how many hold the lock now */
    atomic_int served; /* how many had it at all */
};

static struct shared *shared;

static int claim(void)
{
    int fd = open("lock", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    int alone;

    if (fd == -1)
        return 1;
    if (flock(fd, LOCK_EX | LOCK_NB) == -1)
        return errno != EWOULDBLOCK;
    alone = atomic_fetch_add(&shared->inside, 1) == 0;
    atomic_fetch_add(&shared->served, 1);
    atomic_fetch_sub(&shared->inside, 1);
    flock(fd, LOCK_UN);
    return !alone;
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
    start(claim);
    start(claim);
    return !(all_well(2) && atomic_load(&shared->served) >= 1);
}
