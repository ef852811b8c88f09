/* pipe-token: one byte in a pipe is the right to change the counter; to read it
 * is to take the lock, to write it back is to give it.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int counter; /* of whoever has the token */
};

static struct shared *shared;
static int ends[2];

static int add(void)
{
    char token;

    if (read(ends[0], &token, 1) != 1)
        return 1;
    shared->counter++;
    return write(ends[1], &token, 1) != 1;
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
    if (pipe2(ends, O_CLOEXEC) == -1 || write(ends[1], "t", 1) != 1)
        err(2, "pipe2");
    start(add);
    start(add);
    start(add);
    return !(all_well(3) && shared->counter == 3);
}
