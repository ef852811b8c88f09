/* semaphore-of-one-maker: sem_open with O_CREAT makes the semaphore, value
 * included, in one step, for whichever process comes first.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int visits; /* guarded by the semaphore */
};

static struct shared *shared;

static int visit(void)
{
    sem_t *lock = sem_open("/explore-lock", O_CREAT, 0600, 1);

    if (lock == SEM_FAILED)
        return 1;
    sem_wait(lock);
    shared->visits++;
    sem_post(lock);
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
    int well;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    start(visit);
    start(visit);
    well = all_well(2) && shared->visits == 2;
    sem_unlink("/explore-lock");
    return !well;
}
