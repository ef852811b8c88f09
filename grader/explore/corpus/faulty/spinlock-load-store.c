/* spinlock-load-store: the lock is looked at and then set; two can find it free
 * before either has set it. Needs 2 preemptions: one before the store, one
 * while the other is inside.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int taken;
    atomic_int inside;
};

static struct shared *shared;

static int visit(void)
{
    int alone;

    while (atomic_load(&shared->taken)) /* 1 */
        ;
    atomic_store(&shared->taken, 1);                           /* 2 */
    alone = atomic_fetch_add(&shared->inside, 1) == 0; /* 1 */ /* 2 */
    atomic_fetch_sub(&shared->inside, 1);
    atomic_store(&shared->taken, 0);
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
    start(visit);
    start(visit);
    return !all_well(2);
}
