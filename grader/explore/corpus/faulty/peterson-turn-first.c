/* peterson-turn-first: Peterson's lock, but the turn is given away before the
 * own flag is raised; both find the way free. Needs 2 preemptions.
 * expect: assertion
 * lines: not yet; how one leaves is told, not how both came in
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int wants[2];
    atomic_int turn;
    atomic_int inside;
};

static struct shared *shared;

static int visit(int self)
{
    int other = 1 - self, alone;

    atomic_store(&shared->turn, other); /* 1 */        /* 2 */
    atomic_store(&shared->wants[self], 1); /* 1 */     /* 2 */
    while (atomic_load(&shared->wants[other])) /* 1 */ /* 2 */
        if (atomic_load(&shared->turn) != other)
            break;
    alone = atomic_fetch_add(&shared->inside, 1) == 0; /* 1 */ /* 2 */
    atomic_fetch_sub(&shared->inside, 1);
    atomic_store(&shared->wants[self], 0);
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
    start(visit, 0);
    start(visit, 1);
    return !all_well(2);
}
