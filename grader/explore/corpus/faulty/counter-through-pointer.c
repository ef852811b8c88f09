/* counter-through-pointer: the function that adds knows nothing of sharing, it
 * was given a pointer; the memory behind it is shared all the same.
 * expect: race
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int words[2]; /* [1] is raised by both children */
};

static struct shared *shared;

static void raise_by(int *total, int amount)
{
    *total += amount; /* 1 */ /* 2 */
}

static int add(void)
{
    raise_by(&shared->words[1], 3);
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
    start(add);
    start(add);
    return !(all_well(2) && shared->words[1] == 6);
}
