/* both-flags-up: each raises its flag and waits for the other's to go down;
 * when both are up, both spin and neither gives way.
 * expect: starvation
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int wants[2];
    int visits; /* guarded by the flags */
};

static struct shared *shared;

static int visit(int self)
{
    atomic_store(&shared->wants[self], 1);
    while (atomic_load(&shared->wants[1 - self])) /* 1 */ /* 2 */
        ;
    shared->visits++;
    atomic_store(&shared->wants[self], 0);
    return 0;
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
    start(visit, 0);
    start(visit, 1);
    return !(all_well(2) && shared->visits == 2);
}
