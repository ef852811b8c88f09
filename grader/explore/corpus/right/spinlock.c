/* spinlock: test-and-set by an atomic exchange, a plain look while it is taken,
 * and given back on every path.
 * expect: pass
 */
#include <err.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_flag taken;
    int visits; /* guarded by taken */
};

static struct shared *shared;

static int visit(void)
{
    while (atomic_flag_test_and_set(&shared->taken))
        sched_yield();
    shared->visits++;
    atomic_flag_clear(&shared->taken);
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
        start(visit);
    return !(all_well(3) && shared->visits == 3);
}
