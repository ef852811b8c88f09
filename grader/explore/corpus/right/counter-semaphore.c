/* counter-semaphore: a semaphore that starts at 1 lets in one process at a
 * time; the function with the pointer runs between wait and post.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t free;   /* 1 while nobody is at the words */
    int words[2]; /* guarded by free */
};

static struct shared *shared;

static void raise_by(int *total, int amount)
{
    *total += amount;
}

static int add(void)
{
    sem_wait(&shared->free);
    raise_by(&shared->words[1], 3);
    sem_post(&shared->free);
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
    sem_init(&shared->free, 1, 1);
    start(add);
    start(add);
    return !(all_well(2) && shared->words[1] == 6);
}
