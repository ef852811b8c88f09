/* seqlock-plain: the number is atomic and both looks are made, but the data is
 * plain, and is read while it is written, if only to be thrown away.
 * expect: race
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int sequence; /* odd while a write is going on */
    int left;            /* left and right are always the same */
    int right;
};

static struct shared *shared;

static int put(void)
{
    atomic_fetch_add(&shared->sequence, 1);
    shared->left = 1;  /* 1 */
    shared->right = 1; /* 1 */
    atomic_fetch_add(&shared->sequence, 1);
    return 0;
}

static int look(void)
{
    int before, left, right;

    do {
        while ((before = atomic_load(&shared->sequence)) % 2 != 0)
            ;
        left = shared->left;   /* 2 */
        right = shared->right; /* 2 */
    } while (atomic_load(&shared->sequence) != before);
    return left != right;
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
    start(put);
    start(look);
    return !all_well(2);
}
