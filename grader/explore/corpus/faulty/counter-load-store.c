/* counter-load-store: the load is atomic and the store is atomic, the addition
 * of the two is not.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int counter; /* raised by both children */
};

static struct shared *shared;

static int add(void)
{
    int seen = atomic_load(&shared->counter); /* 1 */

    atomic_store(&shared->counter, seen + 1); /* 1 */ /* 2 */
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
    start(add);
    start(add);
    return !(all_well(2) && atomic_load(&shared->counter) == 2);
}
