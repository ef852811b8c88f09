/* gives-up-among-three: two tries of compare-and-exchange, and two others that
 * add once each; if one comes into each gap, an addition is dropped.
 * Needs 2 preemptions.
 * expect: assertion
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

static int add_once(void)
{
    atomic_fetch_add(&shared->count, 1); /* 2 */
    return 0;
}

static int add_or_give_up(void)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        int seen = atomic_load(&shared->count); /* 1 */

        if (atomic_compare_exchange_strong(&shared->count, &seen, /* 1 */
                                           seen + 1))             /* 1 */
            break;
    }
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
    start(add_or_give_up);
    start(add_once);
    start(add_once);
    return !(all_well(3) && atomic_load(&shared->count) == 3);
}
