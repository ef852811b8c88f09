/* barrier-laps: the last to come posts one token for each; the semaphore is the
 * same in the next round, and a fast one takes the token of a slow one.
 * expect: assertion
 * lines: not yet; the two arrivals are told, not the round that is read
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARTIES = 2, ROUNDS = 2 };

struct shared {
    atomic_int arrived;
    sem_t gate;
    atomic_int round[PARTIES]; /* [self]: where self is */
};

static struct shared *shared;

static void meet(void)
{
    if (atomic_fetch_add(&shared->arrived, 1) + 1 == PARTIES) {
        atomic_store(&shared->arrived, 0);
        for (int party = 0; party < PARTIES; party++)
            sem_post(&shared->gate);
    }
    sem_wait(&shared->gate); /* 1 */ /* 2 */
}

/* After the barrier of a round the other has at least reached it too. */
static int run(int self)
{
    int ahead = 0;

    for (int round = 1; round <= ROUNDS; round++) {
        atomic_store(&shared->round[self], round); /* 2 */
        meet();
        ahead |= atomic_load(&shared->round[1 - self]) < round; /* 1 */
    }
    if (ahead) /* the other must not be left at the gate */
        sem_post(&shared->gate);
    return ahead;
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
    sem_init(&shared->gate, 1, 0);
    start(run, 0);
    start(run, 1);
    return !all_well(2);
}
