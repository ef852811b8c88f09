/* spinlock-kept: who finds the work done leaves without giving the spin lock
 * back; the third to come spins for ever. In every schedule.
 * expect: starvation
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int taken;
    int done; /* guarded by taken */
};

static struct shared *shared;

static int work(void)
{
    while (atomic_exchange(&shared->taken, 1)) /* 1 */ /* 2 */
        ;
    if (shared->done)
        return 0; /* 2 */
    shared->done = 1;
    atomic_store(&shared->taken, 0);
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
    for (int child = 0; child < 3; child++)
        start(work);
    return !all_well(3);
}
