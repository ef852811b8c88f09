/* missed-the-number: one process spins until the count is exactly 1; the other
 * takes it to 2 while nobody looks, and the spin never ends.
 * expect: starvation
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int count;
};

static struct shared *shared;

static int await_one(void)
{
    while (atomic_load(&shared->count) != 1) /* 1 */
        ;
    return 0;
}

static int count_to_two(void)
{
    atomic_store(&shared->count, 1); /* 2 */
    atomic_store(&shared->count, 2); /* 2 */
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
    start(await_one);
    start(count_to_two);
    return !all_well(2);
}
