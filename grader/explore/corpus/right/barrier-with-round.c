/* barrier-with-round: the last to come sets the count back and then opens the
 * next round; the others wait for the round to change, which stays changed.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARTIES = 2, ROUNDS = 2 };

struct shared {
    atomic_int arrived;
    atomic_int round;
    int mark[PARTIES]; /* [self]: written by self before a barrier */
};

static struct shared *shared;

static void meet(void)
{
    int round = atomic_load(&shared->round);

    if (atomic_fetch_add(&shared->arrived, 1) + 1 == PARTIES) {
        atomic_store(&shared->arrived, 0);
        atomic_store(&shared->round, round + 1);
    } else {
        while (atomic_load(&shared->round) == round)
            ;
    }
}

static int run(int self)
{
    int wrong = 0;

    for (int round = 1; round <= ROUNDS; round++) {
        shared->mark[self] = round;
        meet();
        wrong |= shared->mark[1 - self] != round;
        meet();
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
    start(run, 0);
    start(run, 1);
    return !all_well(2);
}
