/* sysv-set-made-twice: each process gets the set by its key and sets it to 1;
 * the second to do so opens a lock that the first has taken.
 * expect: assertion
 * lines: not yet; how both leave is told, not that both were let in
 */
#include <err.h>
#include <stdatomic.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KEY = 0x4b4954 };

struct shared {
    atomic_int inside;
};

static struct shared *shared;

static int visit(void)
{
    struct sembuf take = { 0, -1, 0 }, give = { 0, 1, 0 };
    int set = semget(KEY, 1, IPC_CREAT | 0600), alone;

    if (set == -1 || semctl(set, 0, SETVAL, 1) == -1) /* 2 */
        return 2;
    if (semop(set, &take, 1) == -1) /* 1 */ /* 2 */
        return 2;
    alone = atomic_fetch_add(&shared->inside, 1) == 0; /* 1 */ /* 2 */
    atomic_fetch_sub(&shared->inside, 1);                      /* 1 */
    if (semop(set, &give, 1) == -1)
        return 2;
    return !alone;
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
    well = all_well(2);
    semctl(semget(KEY, 1, 0), 0, IPC_RMID);
    return !well;
}
