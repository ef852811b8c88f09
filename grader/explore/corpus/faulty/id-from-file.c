/* id-from-file: the next free number stands in a file; it is read, and written
 * back one higher, and two processes can read the same one.
 * expect: assertion
 */
#include <err.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int taken[3]; /* how many were given this number */
};

static struct shared *shared;

static int take_id(void)
{
    char next;
    int fd = open("next", O_RDWR | O_CLOEXEC), id;

    if (fd == -1 || pread(fd, &next, 1, 0) != 1) /* 1 */
        return 1;
    id = next++;
    if (pwrite(fd, &next, 1, 0) != 1) /* 2 */
        return 1;
    return atomic_fetch_add(&shared->taken[id], 1) != 0;
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
    int fd = open("next", O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    if (fd == -1 || pwrite(fd, "", 1, 0) != 1)
        err(2, "next");
    start(take_id);
    start(take_id);
    return !all_well(2);
}
