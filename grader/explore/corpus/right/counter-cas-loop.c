/* counter-cas-loop: the sum is stored only while the counter is still what it
 * was when it was read; else it is read again.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int counter; /* raised by both children */
};

static struct shared *shared;

/* A failed exchange puts the value of now into seen. */
static int add(void)
{
    int seen = atomic_load(&shared->counter);

    while (!atomic_compare_exchange_strong(&shared->counter, &seen, seen + 1))
        ;
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
    return !(all_well(2) && atomic_load(&shared->counter) == 2);
}
