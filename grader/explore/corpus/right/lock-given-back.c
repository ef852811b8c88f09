/* lock-given-back: one way in, one way out: whatever was found, the lock is
 * given back at the end of the function.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int done; /* guarded by lock */
};

static struct shared *shared;

static void work(void)
{
    sem_wait(&shared->lock);
    if (!shared->done)
        shared->done = 1;
    sem_post(&shared->lock);
}

static int visit(void)
{
    work();
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
    sem_init(&shared->lock, 1, 1);
    for (int child = 0; child < 3; child++)
        start(visit);
    return !(all_well(3) && shared->done == 1);
}
