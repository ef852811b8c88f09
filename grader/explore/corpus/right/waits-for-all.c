/* waits-for-all: each child leaves its part in a place of its own; the parent
 * adds the parts up when it has waited for all three.
 * expect: pass
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int result[3]; /* [self]: written by child self */
};

static struct shared *shared;

static int compute(int self)
{
    shared->result[self] = 14 * self;
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
    int sum = 0;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    for (int child = 0; child < 3; child++)
        start(compute, child);
    if (!all_well(3))
        return 1;
    for (int child = 0; child < 3; child++)
        sum += shared->result[child];
    return sum != 42;
}
