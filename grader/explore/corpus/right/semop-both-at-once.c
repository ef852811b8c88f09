/* semop-both-at-once: one semop with two operations takes both semaphores or
 * neither; the order in which they are listed does not matter.
 * expect: pass
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int uses; /* guarded by both semaphores */
};

static struct shared *shared;
static int set;

static int use(int first)
{
    unsigned short one = (unsigned short)first, other = !one;
    struct sembuf take[2] = { { one, -1, 0 }, { other, -1, 0 } };
    struct sembuf give[2] = { { one, 1, 0 }, { other, 1, 0 } };

    if (semop(set, take, 2) == -1)
        return 1;
    shared->uses++;
    return semop(set, give, 2) == -1;
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
    int well;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    set = semget(IPC_PRIVATE, 2, 0600);
    if (set == -1 || semctl(set, 0, SETVAL, 1) == -1 ||
        semctl(set, 1, SETVAL, 1) == -1)
        err(2, "semget");
    start(use, 0);
    start(use, 1);
    well = all_well(2) && shared->uses == 2;
    semctl(set, 0, IPC_RMID);
    return !well;
}
