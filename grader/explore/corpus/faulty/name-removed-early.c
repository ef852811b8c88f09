/* name-removed-early: one child unlinks the shared memory as soon as it has its
 * own mapping; the other comes later and finds no such name.
 * expect: removed assertion
 */
#include <err.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int add(int unlinks)
{
    int fd = shm_open("/explore-board", O_RDWR, 0); /* 1 */
    atomic_int *count;

    if (fd == -1)
        return 1;
    count =
        mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count == MAP_FAILED)
        return 2;
    if (unlinks && shm_unlink("/explore-board") == -1) /* 2 */
        return 2;
    atomic_fetch_add(count, 1);
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
    int fd = shm_open("/explore-board", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1 || ftruncate(fd, sizeof(atomic_int)) == -1)
        err(2, "shm_open");
    start(add, 0);
    start(add, 1);
    return !all_well(2);
}
