/* looked-twice-counted: each change of the door leaves a number that was never
 * there before, so an unchanged number does mean a quiet room.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int moves; /* of the door: it is open after an odd number */
    atomic_int lit;   /* the lamp: only while the door is open */
};

static struct shared *shared;

static int walk_through(void)
{
    atomic_store(&shared->moves, 1);
    atomic_store(&shared->lit, 1);
    atomic_store(&shared->lit, 0);
    atomic_store(&shared->moves, 2);
    return 0;
}

static int look(void)
{
    int before = atomic_load(&shared->moves);
    int lit = atomic_load(&shared->lit);
    int after = atomic_load(&shared->moves);

    return before == after && lit && before % 2 == 0;
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
