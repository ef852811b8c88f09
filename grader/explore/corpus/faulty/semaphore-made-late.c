/* semaphore-made-late: each side initialises the semaphore "to be sure"; the
 * second time wipes out a post that has been made already.
 * expect: lost-wakeup deadlock
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t ready;
};

static struct shared *shared;

static int await(void)
{
    sem_init(&shared->ready, 1, 0); /* 1 */
    sem_wait(&shared->ready);       /* 1 */
    return 0;
}

static int finish(void)
{
    sem_init(&shared->ready, 1, 0);
    sem_post(&shared->ready); /* 2 */
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
    start(await);
    start(finish);
    return !all_well(2);
}
