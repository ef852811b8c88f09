/* eventfd-hand-over: the producer adds 1 to an eventfd for each item; a read in
 * semaphore mode takes 1 away and waits while there is none.
 * expect: pass
 */
#include <err.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ITEMS = 2 };

struct shared {
    int item[ITEMS]; /* [i]: handed over by the event number i */
};

static struct shared *shared;
static int events;

static int produce(void)
{
    uint64_t one = 1;

    for (int item = 0; item < ITEMS; item++) {
        shared->item[item] = item + 1;
        if (write(events, &one, sizeof one) != sizeof one)
            return 1;
    }
    return 0;
}

static int consume(void)
{
    uint64_t got;
    int wrong = 0;

    for (int item = 0; item < ITEMS; item++) {
        if (read(events, &got, sizeof got) != sizeof got)
            return 1;
        wrong |= shared->item[item] != item + 1;
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
    events = eventfd(0, EFD_SEMAPHORE | EFD_CLOEXEC);
    if (events == -1)
        err(2, "eventfd");
    start(produce);
    start(consume);
    return !all_well(2);
}
