/* ring-with-semaphores: one semaphore counts the items and one the free slots;
 * the indices are private to each side.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 3 };

struct shared {
    sem_t items;
    sem_t room;
    int slot[SLOTS]; /* handed over by the semaphores */
};

static struct shared *shared;

static int produce(void)
{
    for (int item = 0; item < ITEMS; item++) {
        sem_wait(&shared->room);
        shared->slot[item % SLOTS] = item + 1;
        sem_post(&shared->items);
    }
    return 0;
}

static int consume(void)
{
    int wrong = 0;

    for (int item = 0; item < ITEMS; item++) {
        sem_wait(&shared->items);
        wrong |= shared->slot[item % SLOTS] != item + 1;
        sem_post(&shared->room);
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
    sem_init(&shared->items, 1, 0);
    sem_init(&shared->room, 1, SLOTS);
    start(produce);
    start(consume);
    return !all_well(2);
}
