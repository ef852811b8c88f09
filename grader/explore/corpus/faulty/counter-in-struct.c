/* counter-in-struct: each teller pays in at its own account, but both accounts
 * add up in one plain field of the bank.
 * expect: race
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    struct {
        long balance; /* of one teller only */
    } account[2];
    long total; /* of both tellers */
};

static struct shared *shared;

static int pay_in(int self)
{
    shared->account[self].balance += 10;
    shared->total += 10; /* 1 */ /* 2 */
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
    start(pay_in, 0);
    start(pay_in, 1);
    return !(all_well(2) && shared->total == 20);
}
