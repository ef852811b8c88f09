/* queue-one-token: one message is the right to use both things; it is fetched
 * and put back, and what one wrote before, the next one reads.
 * expect: pass
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct token {
    long type;
    char nothing;
};

struct shared {
    int uses; /* of whoever has the token */
};

static struct shared *shared;
static int queue;

static int use(void)
{
    struct token token;

    if (msgrcv(queue, &token, 1, 1, 0) == -1)
        return 1;
    shared->uses++;
    return msgsnd(queue, &token, 1, 0) == -1;
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
    struct token token = { 1, 0 };
    int well;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        err(2, "mmap");
    queue = msgget(IPC_PRIVATE, 0600);
    if (queue == -1 || msgsnd(queue, &token, 1, 0) == -1)
        err(2, "msgget");
    start(use);
    start(use);
    well = all_well(2) && shared->uses == 2;
    msgctl(queue, IPC_RMID, NULL);
    return !well;
}
