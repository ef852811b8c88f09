/* semaphore-remembers: a post that comes before the wait is kept; no flag, no
 * look, nothing to miss.
 * expect: pass
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t ready;
    int answer; /* written before the post, read after the wait */
};

static struct shared *shared;

static int await(void)
{
    sem_wait(&shared->ready);
    return shared->answer != 42;
}

static int finish(void)
{
    shared->answer = 42;
    sem_post(&shared->ready);
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
    sem_init(&shared->ready, 1, 0);
    start(await);
    start(finish);
    return !all_well(2);
}
