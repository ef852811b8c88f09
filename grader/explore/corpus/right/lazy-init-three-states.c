/* lazy-init-three-states: one process takes the state from NEW to BUSY and
 * makes the table; the others wait until it says READY.
 * expect: pass
 */
#include <err.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NEW, BUSY, READY };

struct shared {
    atomic_int state;
    int limit;          /* written while BUSY by one, read when READY */
    atomic_int entries; /* in the table */
};

static struct shared *shared;

static int enter(void)
{
    int expected = NEW;

    if (atomic_compare_exchange_strong(&shared->state, &expected, BUSY)) {
        shared->limit = 5;
        atomic_store(&shared->state, READY);
    }
    while (atomic_load(&shared->state) != READY)
        sched_yield();
    return shared->limit != 5 || atomic_fetch_add(&shared->entries, 1) > 1;
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
