/* futex-event-count: the waiter notes the number of events, looks for work, and
 * sleeps only if no event came since; every event raises the number first.
 * expect: pass
 */
#include <err.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int events; /* a futex */
    atomic_int jobs;   /* waiting to be done */
};

static struct shared *shared;

static void futex_wait(atomic_int *word, int expected)
{
    syscall(SYS_futex, word, FUTEX_WAIT, expected, NULL, NULL, 0);
}

static void futex_wake(atomic_int *word, int sleepers)
{
    syscall(SYS_futex, word, FUTEX_WAKE, sleepers, NULL, NULL, 0);
}

static int work(void)
{
    int done = 0;

    while (done < 2) {
        int seen = atomic_load(&shared->events);

        if (atomic_load(&shared->jobs) > 0) {
            atomic_fetch_sub(&shared->jobs, 1);
            done++;
        } else {
            futex_wait(&shared->events, seen);
        }
    }
    return 0;
}

static int order(void)
{
    for (int job = 0; job < 2; job++) {
        atomic_fetch_add(&shared->jobs, 1);
        atomic_fetch_add(&shared->events, 1);
        futex_wake(&shared->events, 1);
    }
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
    start(work);
    start(order);
    return !(all_well(2) && atomic_load(&shared->jobs) == 0);
}
