/* pointer-read-once: the pointer is read once, and what was tested is what is
 * used; the value behind it stays.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int value;            /* never changes after the fork */
    int *_Atomic current; /* to value, or null */
};

static struct shared *shared;

static int look(void)
{
    int *current = atomic_load(&shared->current);

    return current != NULL && *current != 42;
}

static int take_away(void)
{
    atomic_store(&shared->current, NULL);
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
