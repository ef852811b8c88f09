/* name-removed-when-met: each says in a pipe that it has its mapping; the name
 * goes when both have said so, and the memory lives on.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static int add(void)
{
    int fd = shm_open("/explore-board", O_RDWR, 0);
    atomic_int *count;

    if (fd == -1)
        return 1;
    count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count == MAP_FAILED || write(ends[1], "m", 1) != 1)
        return 2;
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
    int fd = shm_open("/explore-board", O_RDWR | O_CREAT | O_EXCL, 0600);
    char met;

    if (fd == -1 || ftruncate(fd, sizeof(atomic_int)) == -1)
        err(2, "shm_open");
    if (pipe2(ends, O_CLOEXEC) == -1)
        err(2, "pipe2");
    start(add);
    start(add);
    for (int child = 0; child < 2; child++)
        if (read(ends[0], &met, 1) != 1)
            return 2;
    return !(shm_unlink("/explore-board") == 0 && all_well(2));
}
