/* pointer-looked-at-twice: the pointer is not null when it is tested; it is
 * read again to be used, and has been taken away in between.
 * expect: crash
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int value;
    int *_Atomic current; /* to value, or null */
};

static struct shared *shared;

static int look(void)
{
    if (atomic_load(&shared->current) != NULL)       /* 1 */
        return *atomic_load(&shared->current) != 42; /* 1 */
    return 0;
}

static int take_away(void)
{
    atomic_store(&shared->current, NULL); /* 2 */
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
    shared->value = 42;
    atomic_store(&shared->current, &shared->value);
    start(look);
    start(take_away);
    return !all_well(2);
}
