/* sleeper-announced-first: the waiter says that it may sleep before it looks,
 * and the other raises the flag before it looks for sleepers; one of the two
 * sees the other.
 * expect: pass
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

/* A post that comes too late to be needed stays in the semaphore, unused. */
static int await(void)
{
    atomic_store(&shared->sleeping, 1);
    if (!atomic_load(&shared->ready))
        sem_wait(&shared->wake);
    return !atomic_load(&shared->ready);
}

static int finish(void)
{
    atomic_store(&shared->ready, 1);
    if (atomic_load(&shared->sleeping))
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
