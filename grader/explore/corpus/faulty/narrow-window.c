/* narrow-window: a writer raises a shared level 50 times and rings the bell a
 * step after it has reached 30; a checker who finds 30 and then no bell fails.
 * Its two looks must fall into that one step of the 51 (the shape of
 * rr-debugger/rr#3087).
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RAISES = 50, LIMIT = 30 };

struct shared {
    atomic_int level;
    atomic_int bell; /* 1 when the level has reached LIMIT */
};

static struct shared *shared;

static int raise_level(void)
{
    for (int level = 1; level <= RAISES; level++) {
        atomic_store(&shared->level, level); /* 2 */
        if (level == LIMIT)
            atomic_store(&shared->bell, 1); /* 2 */
    }
    return 0;
}

static int check(void)
{
    if (atomic_load(&shared->level) == LIMIT)   /* 1 */
        return atomic_load(&shared->bell) == 0; /* 1 */
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
    start(raise_level);
    start(check);
    return !all_well(2);
}
