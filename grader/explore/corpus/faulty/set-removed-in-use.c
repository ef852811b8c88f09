/* set-removed-in-use: one child removes the semaphores when it has done its
 * part; the other still needs them.
 * expect: removed
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static int set;

static int change(short by)
{
    struct sembuf operation = { 0, by, 0 };

    return semop(set, &operation, 1); /* 1 */
}

static int visit(void)
{
    return change(-1) == -1 || change(1) == -1;
}

static int visit_and_clear(void)
{
    return visit() != 0 || semctl(set, 0, IPC_RMID) == -1; /* 2 */
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
    set = semget(IPC_PRIVATE, 1, 0600);
    if (set == -1 || semctl(set, 0, SETVAL, 1) == -1)
        err(2, "semget");
    start(visit);
    start(visit_and_clear);
    return !all_well(2);
}
