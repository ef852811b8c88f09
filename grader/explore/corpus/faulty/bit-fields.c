/* bit-fields: two flags that are neighbours share a byte; to set one is to
 * read and write the other as well.
 * expect: race
 */
#include <err.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    unsigned char door : 1; /* set by the first child */
    unsigned char lamp : 1; /* set by the second child */
};

static struct shared *shared;

static int open_door(void)
{
    shared->door = 1; /* 1 */
    return 0;
}

static int light_lamp(void)
{
    shared->lamp = 1; /* 2 */
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
    start(open_door);
    start(light_lamp);
    return !(all_well(2) && shared->door && shared->lamp);
}
