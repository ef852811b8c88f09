/* semop-one-by-one: both semaphores of a set are needed, and are taken with
 * two calls in two orders; semop could take both at once.
 * expect: deadlock
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static int set;

static int change(unsigned short which, short by)
{
    struct sembuf operation = { which, by, 0 };

    return semop(set, &operation, 1); /* 1 */ /* 2 */
}

static int use(int first)
{
    unsigned short one = (unsigned short)first, other = !one;

    if (change(one, -1) == -1 || change(other, -1) == -1)
        return 1;
    return change(other, 1) == -1 || change(one, 1) == -1;
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

    set = semget(IPC_PRIVATE, 2, 0600);
    if (set == -1 || semctl(set, 0, SETVAL, 1) == -1 ||
        semctl(set, 1, SETVAL, 1) == -1)
        err(2, "semget");
    start(use, 0);
    start(use, 1);
    well = all_well(2);
    semctl(set, 0, IPC_RMID);
    return !well;
}
