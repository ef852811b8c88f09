/* posts-what-it-did-not-take: who does not get the semaphore goes without, but
 * posts it at the end all the same, while its owner is inside.
 * expect: assertion
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    atomic_int inside;
};

static struct shared *shared;

static int visit(void)
{
    int alone = 1;

    if (sem_trywait(&shared->lock) == 0) {
        alone = atomic_fetch_add(&shared->inside, 1) == 0; /* 1 */ /* 2 */
        atomic_fetch_sub(&shared->inside, 1); /* 1 */              /* 2 */
    }
    sem_post(&shared->lock); /* 2 */
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
    sem_init(&shared->lock, 1, 1);
    for (int child = 0; child < 3; child++)
        start(visit);
    return !all_well(3);
}
