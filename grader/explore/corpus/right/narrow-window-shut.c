/* narrow-window-shut: the bell is rung before the level reaches 30, so whoever
 * finds 30 finds the bell rung.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RAISES = 50, LIMIT = 30 };

struct shared {
    atomic_int level;
    atomic_int bell; /* 1 before the level reaches LIMIT */
};

static struct shared *shared;

static int raise_level(void)
{
    for (int level = 1; level <= RAISES; level++) {
        if (level == LIMIT)
            atomic_store(&shared->bell, 1);
        atomic_store(&shared->level, level);
    }
    return 0;
}

static int check(void)
{
    if (atomic_load(&shared->level) == LIMIT)
        return atomic_load(&shared->bell) == 0;
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
