/* semaphores-crossed: printer and scanner are semaphores of 1; each child has
 * one and waits for the other.
 * expect: deadlock
 */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t printer;
    sem_t scanner;
};

static struct shared *shared;

static int copy(void)
{
    sem_wait(&shared->scanner);
    sem_wait(&shared->printer); /* 1 */
    sem_post(&shared->printer);
    sem_post(&shared->scanner);
    return 0;
}

static int proof(void)
{
    sem_wait(&shared->printer);
    sem_wait(&shared->scanner); /* 2 */
    sem_post(&shared->scanner);
    sem_post(&shared->printer);
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
    sem_init(&shared->printer, 1, 1);
    sem_init(&shared->scanner, 1, 1);
    start(copy);
    start(proof);
    return !all_well(2);
}
