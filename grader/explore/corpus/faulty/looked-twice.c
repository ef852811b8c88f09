/* looked-twice: the reader looks at the door, the lamp, and the door again,
 * and takes an unchanged door for a quiet room; it was opened and shut. The
 * lamp is lit only while the door is open. Needs 3 preemptions.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int open; /* the door */
    atomic_int lit;  /* the lamp: only while open */
};

static struct shared *shared;

static int walk_through(void)
{
    atomic_store(&shared->open, 1); /* 2 */
    atomic_store(&shared->lit, 1);  /* 2 */
    atomic_store(&shared->lit, 0);  /* 2 */
    atomic_store(&shared->open, 0); /* 2 */
    return 0;
}

static int look(void)
{
    int before = atomic_load(&shared->open); /* 1 */
    int lit = atomic_load(&shared->lit);     /* 1 */
    int after = atomic_load(&shared->open);  /* 1 */

    return before == after && lit && !before;
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
    start(walk_through);
    start(look);
    return !all_well(2);
}
