/* futex-wake-first: the sleeper is woken before the word is changed; whoever
 * looks in between finds the old value and goes to sleep for good.
 * expect: lost-wakeup
 */
#include <err.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int flag; /* a futex */
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

static int await(void)
{
    while (atomic_load(&shared->flag) == 0)
        futex_wait(&shared->flag, 0); /* 1 */
    return 0;
}

static int announce(void)
{
    futex_wake(&shared->flag, 1);   /* 2 */
    atomic_store(&shared->flag, 1); /* 2 */
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
    start(await);
    start(announce);
    return !all_well(2);
}
