/* one-word-record: hour and minute in one atomic word, so nobody can see the
 * one without the other.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int clock; /* hour * 60 + minute: 9:59 or 10:00 */
};

static struct shared *shared;

static int tick(void)
{
    atomic_store(&shared->clock, 10 * 60);
    return 0;
}

static int look(void)
{
    int now = atomic_load(&shared->clock);

    return now != 9 * 60 + 59 && now != 10 * 60;
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
    atomic_store(&shared->clock, 9 * 60 + 59);
    start(tick);
    start(look);
    start(look);
    return !all_well(3);
}
