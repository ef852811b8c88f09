/* last-one-frees: each user lowers the count and then looks whether it is 0;
 * both can see 0, and the slot is freed twice.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int users; /* of the slot */
    atomic_int freed; /* how often it was freed */
};

static struct shared *shared;

static int leave(void)
{
    atomic_fetch_sub(&shared->users, 1);  /* 2 */
    if (atomic_load(&shared->users) == 0) /* 1 */
        atomic_fetch_add(&shared->freed, 1);
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
    atomic_store(&shared->users, 2);
    start(leave);
    start(leave);
    return !(all_well(2) && atomic_load(&shared->freed) == 1);
}
