/* lazy-init: whoever finds the table not ready makes it; two who look at the
 * same time both make it, and the first one's entry is wiped out.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int ready;   /* 1 when the table has been made */
    atomic_int entries; /* in the table */
};

static struct shared *shared;

static int enter(void)
{
    if (!atomic_load(&shared->ready)) {    /* 1 */
        atomic_store(&shared->entries, 0); /* 2 */
        atomic_store(&shared->ready, 1);   /* 2 */
    }
    atomic_fetch_add(&shared->entries, 1);
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
    start(enter);
    start(enter);
    return !(all_well(2) && atomic_load(&shared->entries) == 2);
}
