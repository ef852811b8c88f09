/* ring-index-first: the producer says that there is one more before it has
 * put it there; the consumer takes what lay in the slot before.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 2 };

struct shared {
    atomic_uint head; /* items put so far; written by the producer */
    atomic_int slot[SLOTS];
};

static struct shared *shared;

static int produce(void)
{
    for (unsigned item = 0; item < ITEMS; item++) {
        atomic_store(&shared->head, item + 1);                    /* 1 */
        atomic_store(&shared->slot[item % SLOTS], (int)item + 1); /* 1 */
    }
    return 0;
}

static int consume(void)
{
    for (unsigned item = 0; item < ITEMS; item++) {
        while (atomic_load(&shared->head) == item) /* 2 */
            ;
        if (atomic_load(&shared->slot[item % SLOTS]) != (int)item + 1) /* 2 */
            return 1;
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
    start(produce);
    start(consume);
    return !all_well(2);
}
