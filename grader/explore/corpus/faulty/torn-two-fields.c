/* torn-two-fields: hour and minute are each atomic; the time is both, and is
 * read between the two stores.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int hour;
    atomic_int minute; /* 9:59 or 10:00, nothing else */
};

static struct shared *shared;

static int tick(void)
{
    atomic_store(&shared->hour, 10);  /* 2 */
    atomic_store(&shared->minute, 0); /* 2 */
    return 0;
}

static int look(void)
{
    int hour = atomic_load(&shared->hour);     /* 1 */
    int minute = atomic_load(&shared->minute); /* 1 */

    return !(hour == 9 && minute == 59) && !(hour == 10 && minute == 0);
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
    atomic_store(&shared->hour, 9);
    atomic_store(&shared->minute, 59);
    start(tick);
    start(look);
    return !all_well(2);
}
