/* ring-one-slot-free: both indices run round the ring; the producer leaves one
 * slot free, so that equal indices mean empty and nothing else.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 2 };

struct shared {
    atomic_int head; /* next slot to fill; written by the producer */
    atomic_int tail; /* next slot to empty; written by the consumer */
    int slot[SLOTS]; /* handed over by the indices */
};

static struct shared *shared;

static int produce(void)
{
    for (int item = 0; item < ITEMS; item++) {
        int head = atomic_load(&shared->head), next = (head + 1) % SLOTS;

        while (atomic_load(&shared->tail) == next)
            ;
        shared->slot[head] = item + 1;
        atomic_store(&shared->head, next);
    }
    return 0;
}

static int consume(void)
{
    int wrong = 0;

    for (int item = 0; item < ITEMS; item++) {
        int tail = atomic_load(&shared->tail);

        while (atomic_load(&shared->head) == tail)
            ;
        wrong |= shared->slot[tail] != item + 1;
        atomic_store(&shared->tail, (tail + 1) % SLOTS);
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
