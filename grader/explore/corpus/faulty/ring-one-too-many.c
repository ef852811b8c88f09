/* ring-one-too-many: the ring is held for full one item too late; the third
 * item is written over the first, which has not been taken.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 3 };

struct shared {
    atomic_uint head; /* items put; written by the producer */
    atomic_uint tail; /* items taken; written by the consumer */
    atomic_int slot[SLOTS];
};

static struct shared *shared;

static int produce(void)
{
    for (unsigned item = 0; item < ITEMS; item++) {
        while (item - atomic_load(&shared->tail) > SLOTS) /* not >= */ /* 1 */
            ;
        atomic_store(&shared->slot[item % SLOTS], (int)item + 1); /* 1 */
        atomic_store(&shared->head, item + 1);
    }
    return 0;
}

static int consume(void)
{
    int wrong = 0;

    for (unsigned item = 0; item < ITEMS; item++) {
        while (atomic_load(&shared->head) == item)
            ;
        wrong |= atomic_load(&shared->slot[item % SLOTS]) != /* 2 */
                 (int)item + 1;
        atomic_store(&shared->tail, item + 1); /* 2 */
    }
    return wrong;
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
