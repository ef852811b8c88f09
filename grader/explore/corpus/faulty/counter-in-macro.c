/* counter-in-macro: the ++ hides in a macro that looks like a call; a name in
 * capitals makes nothing atomic.
 * expect: race
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT_EVENT(statistics) ((void)++(statistics)->events)

struct shared {
    unsigned events; /* counted by both children */
};

static struct shared *shared;

static int work(void)
{
    COUNT_EVENT(shared); /* 1 */ /* 2 */
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
    start(work);
    return !(all_well(2) && shared->events == 2);
}
