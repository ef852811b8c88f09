/* counter-several-times: two increments a process, one lost is enough; half of
 * the work can vanish at a single ill moment.
 * expect: race
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 2 };

struct shared {
    int counter; /* raised by both children */
};

static struct shared *shared;

static int add(void)
{
    for (int round = 0; round < ROUNDS; round++)
        shared->counter++; /* 1 */ /* 2 */
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
    start(add);
    start(add);
    return !(all_well(2) && shared->counter == 2 * ROUNDS);
}
