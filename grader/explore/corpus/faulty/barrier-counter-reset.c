/* barrier-counter-reset: the last to come sets the count back for the next
 * round; who still waits for it to be full finds it empty, for ever.
 * expect: starvation
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARTIES = 2 };

struct shared {
    atomic_int arrived;
};

static struct shared *shared;

static int meet(void)
{
    if (atomic_fetch_add(&shared->arrived, 1) + 1 == PARTIES)
        atomic_store(&shared->arrived, 0); /* 2 */
    else
        while (atomic_load(&shared->arrived) != PARTIES) /* 1 */
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
    start(meet);
    start(meet);
    return !all_well(2);
}
