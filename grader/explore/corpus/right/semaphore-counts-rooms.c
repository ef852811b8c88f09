/* semaphore-counts-rooms: two rooms, three guests, a semaphore of 2, and an
 * atomic exchange to find out which room is free.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOMS = 2 };

struct shared {
    sem_t rooms; /* free ones */
    atomic_int taken[ROOMS];
};

static struct shared *shared;

static int visit(void)
{
    int room = 0;

    sem_wait(&shared->rooms);
    while (room < ROOMS && atomic_exchange(&shared->taken[room], 1) != 0)
        room++;
    if (room == ROOMS)
        return 1;
    atomic_store(&shared->taken[room], 0);
    sem_post(&shared->rooms);
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
    sem_init(&shared->rooms, 1, ROOMS);
    for (int child = 0; child < 3; child++)
        start(visit);
    return !all_well(3);
}
