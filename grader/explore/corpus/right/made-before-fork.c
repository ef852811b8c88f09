/* made-before-fork: the parent clears away, makes and maps the shared memory
 * before there is anybody to meet; the children inherit the mapping.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int *count;

static int add(void)
{
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
    int fd;

    shm_unlink("/explore-tally");
    fd = shm_open("/explore-tally", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1 || ftruncate(fd, sizeof *count) == -1)
        err(2, "shm_open");
    count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count == MAP_FAILED || shm_unlink("/explore-tally") == -1)
        err(2, "mmap");
    start(add);
    start(add);
    return !(all_well(2) && atomic_load(count) == 2);
}
