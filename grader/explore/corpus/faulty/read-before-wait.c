/* read-before-wait: the parent reads the result that its child leaves in shared
 * memory, and waits for the child afterwards.
 * expect: race
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int result; /* written by the child */
};

static struct shared *shared;

static int compute(void)
{
    shared->result = 6 * 7; /* 1 */
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
    int result;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    start(compute);
    result = shared->result; /* 2 */
    return !(all_well(1) && result == 42);
}
