/* sysv-zero-is-free: a new set holds 0, and 0 means free; one semop waits for 0
 * and adds 1 in one step, so nobody has to set a first value.
 * expect: pass
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KEY = 0x4b4954 };

struct shared {
    int visits; /* guarded by the semaphore */
};

static struct shared *shared;

static int visit(void)
{
    struct sembuf take[2] = { { 0, 0, 0 }, { 0, 1, SEM_UNDO } };
    struct sembuf give = { 0, -1, SEM_UNDO };
    int set = semget(KEY, 1, IPC_CREAT | 0600);

    if (set == -1 || semop(set, take, 2) == -1)
        return 1;
    shared->visits++;
    return semop(set, &give, 1) == -1;
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
    semctl(semget(KEY, 1, 0), 0, IPC_RMID);
    return !well;
}
