/* philosophers-one-left-handed: the last one takes the forks the other way
 * round, which is to say that all take the lower number first.
 * expect: pass
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
    int other = (self + 1) % SEATS;
    int low = self < other ? self : other;
    int high = self < other ? other : self;

    sem_wait(&shared->fork[low]);
    sem_wait(&shared->fork[high]);
    sem_post(&shared->fork[high]);
    sem_post(&shared->fork[low]);
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
