/* unlinks-before-it-makes: each child clears away what an earlier run may have
 * left and makes the name anew; the second clears away what the first has just
 * made, and they work on two different counters. It goes well only when both
 * have cleared away before either makes.
 * expect: assertion
 */
#include <err.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int *attach(int flags)
{
    int fd = shm_open("/explore-tally", O_RDWR | flags, 0600); /* 1 */ /* 2 */
    atomic_int *count;

    if (fd == -1 || ftruncate(fd, sizeof *count) == -1)
        return NULL;
    count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return count != MAP_FAILED ? count : NULL;
}

static int add(void)
{
    atomic_int *count;

    shm_unlink("/explore-tally"); /* 2 */
    count = attach(O_CREAT);
    if (count == NULL)
        return 1;
    atomic_fetch_add(count, 1);
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
    atomic_int *count;
    int well;

    start(add);
    start(add);
    well = all_well(2);
    count = attach(0);
    well = well && count != NULL && atomic_load(count) == 2;
    shm_unlink("/explore-tally");
    return !well;
}
