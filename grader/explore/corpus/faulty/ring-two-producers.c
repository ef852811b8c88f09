/* ring-two-producers: each producer reads the index, fills that slot, and
 * raises the index; two of them can fill the same slot.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 4 };

struct shared {
    atomic_int head; /* next slot to fill */
    atomic_int slot[SLOTS];
};

static struct shared *shared;

static int produce(int item)
{
    int head = atomic_load(&shared->head); /* 1 */

    atomic_store(&shared->slot[head], item); /* 1 */ /* 2 */
    atomic_store(&shared->head, head + 1);           /* 2 */
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
    start(produce, 1);
    start(produce, 2);
    return !(all_well(2) &&
             atomic_load(&shared->slot[0]) + atomic_load(&shared->slot[1]) ==
                 3);
}
