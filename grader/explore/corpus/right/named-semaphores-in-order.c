/* named-semaphores-in-order: two named semaphores, opened by each child for
 * itself and taken in the same order.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int pages; /* guarded by both semaphores */
};

static struct shared *shared;

static int copy(void)
{
    sem_t *printer = sem_open("/explore-printer", 0);
    sem_t *scanner = sem_open("/explore-scanner", 0);

    if (printer == SEM_FAILED || scanner == SEM_FAILED)
        return 1;
    sem_wait(printer);
    sem_wait(scanner);
    shared->pages++;
    sem_post(scanner);
    sem_post(printer);
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
    if (sem_open("/explore-printer", O_CREAT, 0600, 1) == SEM_FAILED ||
        sem_open("/explore-scanner", O_CREAT, 0600, 1) == SEM_FAILED)
        err(2, "sem_open");
    start(copy);
    start(copy);
    well = all_well(2) && shared->pages == 2;
    sem_unlink("/explore-printer");
    sem_unlink("/explore-scanner");
    return !well;
}
