/* seat-booking-cas: compare-and-exchange writes the buyer only where 0 still
 * stands, and says whether it did.
 * expect: pass
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int seat;      /* 0 is free, else the number of its buyer */
    atomic_int confirmed; /* how many were told "it is yours" */
};

static struct shared *shared;

static int book(int self)
{
    int nobody = 0;

    if (atomic_compare_exchange_strong(&shared->seat, &nobody, self))
        atomic_fetch_add(&shared->confirmed, 1);
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
    start(book, 1);
    start(book, 2);
    start(book, 3);
    return !(all_well(3) && atomic_load(&shared->confirmed) == 1);
}
