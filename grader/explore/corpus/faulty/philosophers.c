/* philosophers: three at a round table, each takes the fork at the left and
 * then the one at the right. One is stopped with one fork in the hand; its two
 * neighbours take theirs and wait by themselves.
 * expect: deadlock
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SEATS = 3 };

struct shared {
    sem_t fork[SEATS]; /* 1 while it lies on the table */
};

static struct shared *shared;

static int dine(int self)
{
    sem_wait(&shared->fork[self]);
    sem_wait(&shared->fork[(self + 1) % SEATS]); /* 1 */ /* 2 */
    sem_post(&shared->fork[(self + 1) % SEATS]);
    sem_post(&shared->fork[self]);
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
    for (int seat = 0; seat < SEATS; seat++)
        sem_init(&shared->fork[seat], 1, 1);
    for (int seat = 0; seat < SEATS; seat++)
        start(dine, seat);
    return !all_well(SEATS);
}
