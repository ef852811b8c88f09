/* futex-mutex-forgets: a lock by hand: 0 free, 1 taken, 2 taken and somebody
 * sleeps. Who is woken takes it with 1, as if there were no third sleeper.
 * expect: deadlock
 */
#include <err.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int lock; /* a futex */
    int count;       /* guarded by lock */
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

static void take(void)
{
    int seen = 0;

    while (!atomic_compare_exchange_strong(&shared->lock, &seen, 1)) { /* 2 */
        if (seen == 2 ||
            atomic_compare_exchange_strong(&shared->lock, &seen, 2))
            futex_wait(&shared->lock, 2); /* 1 */
        seen = 0;
    }
}

static void give(void)
{
    if (atomic_exchange(&shared->lock, 0) == 2) /* 2 */
        futex_wake(&shared->lock, 1);           /* 2 */
}

static int add(void)
{
    take();
    shared->count++;
    give();
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
    for (int child = 0; child < 3; child++)
        start(add);
    return !(all_well(3) && shared->count == 3);
}
