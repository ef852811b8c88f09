/* ring-two-producers: an atomic addition gives each producer a slot of its own,
 * and a mark on the slot says when it is filled.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 4 };

struct shared {
    atomic_int head; /* next slot to give away */
    struct {
        int item;          /* written by the owner of the slot */
        atomic_int filled; /* 1 when item may be read */
    } slot[SLOTS];
};

static struct shared *shared;

static int produce(int item)
{
    int mine = atomic_fetch_add(&shared->head, 1);

    shared->slot[mine].item = item;
    atomic_store(&shared->slot[mine].filled, 1);
    return 0;
}

static int consume(int items)
{
    int sum = 0;

    for (int next = 0; next < items; next++) {
        while (!atomic_load(&shared->slot[next].filled))
            ;
        sum += shared->slot[next].item;
    }
    return sum != 3;
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
    start(consume, 2);
    return !all_well(3);
}
