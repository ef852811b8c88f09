/* bit-flags-fetch-or: two flags in one atomic word, each set with one atomic
 * or, which leaves the neighbour as it is.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DOOR = 1, LAMP = 2 };

struct shared {
    atomic_uint flags; /* DOOR by one child, LAMP by the other */
};

static struct shared *shared;

static int set_flag(int flag)
{
    atomic_fetch_or(&shared->flags, (unsigned)flag);
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
    start(set_flag, DOOR);
    start(set_flag, LAMP);
    return !(all_well(2) && atomic_load(&shared->flags) == (DOOR | LAMP));
}
