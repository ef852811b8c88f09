/* sleeper-not-announced: the waiter looks, then says that it sleeps, then
 * sleeps; the other finished in between and saw nobody to wake.
 * expect: lost-wakeup deadlock
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int ready;
    atomic_int sleeping; /* 1 when somebody must be woken */
    sem_t wake;
};

static struct shared *shared;

static int await(void)
{
    if (!atomic_load(&shared->ready)) { /* 1 */
        atomic_store(&shared->sleeping, 1);
        sem_wait(&shared->wake); /* 1 */
    }
    return 0;
}

static int finish(void)
{
    atomic_store(&shared->ready, 1);    /* 2 */
    if (atomic_load(&shared->sleeping)) /* 2 */
        sem_post(&shared->wake);
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
    sem_init(&shared->wake, 1, 0);
    start(await);
    start(finish);
    return !all_well(2);
}
