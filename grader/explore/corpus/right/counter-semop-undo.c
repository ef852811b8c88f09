/* counter-semop-undo: a System V semaphore as a lock, taken with SEM_UNDO: a
 * process that ended inside would have it given back by the kernel.
 * expect: pass
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    unsigned events; /* guarded by the semaphore */
};

static struct shared *shared;
static int set;

static int change(short by)
{
    struct sembuf operation = { 0, by, SEM_UNDO };

    return semop(set, &operation, 1);
}

/* The semaphore is given back by the kernel, when the process ends. */
static int work(void)
{
    if (change(-1) == -1)
        return 1;
    shared->events++;
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
    set = semget(IPC_PRIVATE, 1, 0600);
    if (set == -1 || semctl(set, 0, SETVAL, 1) == -1)
        err(2, "semget");
    start(work);
    start(work);
    well = all_well(2) && shared->events == 2;
    semctl(set, 0, IPC_RMID);
    return !well;
}
