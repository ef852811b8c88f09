/* philosophers-with-footman: a semaphore lets one fewer to the table than there
 * are seats, so one of those who sit can always eat.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SEATS = 3 };

struct shared {
    sem_t room;        /* seats that may still be taken */
    sem_t fork[SEATS]; /* 1 while it lies on the table */
};

static struct shared *shared;

static int dine(int self)
{
    sem_wait(&shared->room);
    sem_wait(&shared->fork[self]);
    sem_wait(&shared->fork[(self + 1) % SEATS]);
    sem_post(&shared->fork[(self + 1) % SEATS]);
    sem_post(&shared->fork[self]);
    sem_post(&shared->room);
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
    sem_init(&shared->room, 1, SEATS - 1);
    for (int seat = 0; seat < SEATS; seat++)
        sem_init(&shared->fork[seat], 1, 1);
    for (int seat = 0; seat < SEATS; seat++)
        start(dine, seat);
    return !all_well(SEATS);
}
