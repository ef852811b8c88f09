/* spend-by-cas: the lower balance is stored only in place of the very one that
 * was found to be enough.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int balance; /* must never be below 0 */
};

static struct shared *shared;

static int pay(int amount)
{
    int balance = atomic_load(&shared->balance);

    while (balance >= amount)
        if (atomic_compare_exchange_strong(&shared->balance, &balance,
                                           balance - amount))
            break;
    return 0;
}

static void start(int (*body)(int), int self)
{
    if (fork() == 0)
        _exit(body(self));
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
    atomic_store(&shared->balance, 10);
    start(pay, 10);
    start(pay, 7);
    return !(all_well(2) && (atomic_load(&shared->balance) == 0 ||
                             atomic_load(&shared->balance) == 3));
}
