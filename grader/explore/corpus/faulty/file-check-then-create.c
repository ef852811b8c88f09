/* file-check-then-create: "is the lock file there?" and "make it" are two
 * calls; both processes can hear no and both make it.
 * expect: assertion
 */
#include <err.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int owners; /* how many believe that the file is theirs */
};

static struct shared *shared;

static int claim(void)
{
    if (access("lock", F_OK) == 0) /* 1 */
        return 0;
    if (open("lock", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) == -1) /* 2 */
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
    start(claim);
    start(claim);
    return !(all_well(2) && atomic_load(&shared->owners) == 1);
}
