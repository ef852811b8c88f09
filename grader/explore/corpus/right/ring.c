/* ring: one producer, one consumer: the plain data is written before the index
 * is raised with release, and read after it was loaded with acquire.
 * expect: pass
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
    int slot[SLOTS];  /* [tail, head) is the consumer's, the rest is not */
};

static struct shared *shared;

static int produce(void)
{
    for (unsigned item = 0; item < ITEMS; item++) {
        while (item -
                   atomic_load_explicit(&shared->tail, memory_order_acquire) ==
               SLOTS)
            ;
        shared->slot[item % SLOTS] = (int)item + 1;
        atomic_store_explicit(&shared->head, item + 1, memory_order_release);
    }
    return 0;
}

static int consume(void)
{
    int wrong = 0;

    for (unsigned item = 0; item < ITEMS; item++) {
        while (atomic_load_explicit(&shared->head, memory_order_acquire) ==
               item)
            ;
        wrong |= shared->slot[item % SLOTS] != (int)item + 1;
        atomic_store_explicit(&shared->tail, item + 1, memory_order_release);
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
