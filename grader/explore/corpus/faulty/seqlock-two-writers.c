/* seqlock-two-writers: a sequence number excludes no writer from another; two
 * of them leave the left field of one beside the right field of the other.
 * expect: assertion
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int sequence; /* odd while a write is going on */
    atomic_int left;     /* left and right are always the same */
    atomic_int right;
};

static struct shared *shared;

static int put(int self)
{
    atomic_fetch_add(&shared->sequence, 1);
    atomic_store(&shared->left, self);  /* 1 */
    atomic_store(&shared->right, self); /* 2 */ /* 1 */
    atomic_fetch_add(&shared->sequence, 1);
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
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    start(put, 1);
    start(put, 2);
    return !(all_well(2) &&
             atomic_load(&shared->left) == atomic_load(&shared->right));
}
