/* barrier-two-gates: one gate to go in and one to go out; a fast process cannot
 * come round before the slow one has left.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARTIES = 2, ROUNDS = 2 };

struct shared {
    atomic_int inside; /* have come in and not gone out */
    sem_t in;
    sem_t out;
    int mark[PARTIES]; /* [self]: written outside, read inside */
};

static struct shared *shared;

static void open_gate(sem_t *gate)
{
    for (int party = 0; party < PARTIES; party++)
        sem_post(gate);
}

static int run(int self)
{
    int wrong = 0;

    for (int round = 1; round <= ROUNDS; round++) {
        shared->mark[self] = round;
        if (atomic_fetch_add(&shared->inside, 1) + 1 == PARTIES)
            open_gate(&shared->in);
        sem_wait(&shared->in);
        wrong |= shared->mark[1 - self] != round;
        if (atomic_fetch_sub(&shared->inside, 1) - 1 == 0)
            open_gate(&shared->out);
        sem_wait(&shared->out);
    }
    return wrong;
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
    sem_init(&shared->in, 1, 0);
    sem_init(&shared->out, 1, 0);
    start(run, 0);
    start(run, 1);
    return !all_well(2);
}
