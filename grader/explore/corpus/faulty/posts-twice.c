/* posts-twice: the path of an error gives the semaphore back, and the end of
 * the function does so again; from then on two can be inside.
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

static int visit(int error)
{
    int alone;

    sem_wait(&shared->lock);
    alone = atomic_fetch_add(&shared->inside, 1) == 0; /* 1 */ /* 2 */
    atomic_fetch_sub(&shared->inside, 1); /* 1 */              /* 2 */
    if (error)
        sem_post(&shared->lock);
    sem_post(&shared->lock);
    return !alone;
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
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    sem_init(&shared->lock, 1, 1);
    start(visit, 1);
    start(visit, 0);
    start(visit, 0);
    return !all_well(3);
}
