/* priority-inheritance: while high waits for the lock, low is as urgent as
 * high, and middle no longer holds it up.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    atomic_int middle_runs; /* low stands still while it is 1 */
    atomic_int high_waits;  /* and does not while this is 1 */
    atomic_int high_done;
};

static struct shared *shared;

/* The kernel's part in a system with strict priorities. */
static void let_middle_go_first(void)
{
    while (atomic_load(&shared->middle_runs) &&
           !atomic_load(&shared->high_waits))
        ;
}

static int low(void)
{
    sem_wait(&shared->lock);
    let_middle_go_first();
    sem_post(&shared->lock);
    return 0;
}

static int middle(void)
{
    atomic_store(&shared->middle_runs, 1);
    while (!atomic_load(&shared->high_done))
        ;
    atomic_store(&shared->middle_runs, 0);
    return 0;
}

static int high(void)
{
    atomic_store(&shared->high_waits, 1);
    sem_wait(&shared->lock);
    sem_post(&shared->lock);
    atomic_store(&shared->high_done, 1);
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
    start(low);
    start(middle);
    start(high);
    return !all_well(3);
}
