/* ring-full-is-empty: both indices run round the ring, and equal ones mean
 * empty; when the producer has filled it they are equal too, and the consumer
 * waits for an item for ever.
 * expect: starvation
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2 };

struct shared {
    atomic_int head; /* next slot to fill; written by the producer */
    atomic_int tail; /* next slot to empty; written by the consumer */
    atomic_int slot[SLOTS];
};

static struct shared *shared;

static int produce(void)
{
    for (int item = 0; item < SLOTS; item++) {
        int head = atomic_load(&shared->head);

        atomic_store(&shared->slot[head], item + 1);
        atomic_store(&shared->head, (head + 1) % SLOTS); /* 2 */
    }
    return 0;
}

static int consume(void)
{
    for (int item = 0; item < SLOTS; item++) {
        int tail = atomic_load(&shared->tail);

        while (atomic_load(&shared->head) == tail) /* 1 */
            ;
        if (atomic_load(&shared->slot[tail]) != item + 1)
            return 1;
        atomic_store(&shared->tail, (tail + 1) % SLOTS);
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
