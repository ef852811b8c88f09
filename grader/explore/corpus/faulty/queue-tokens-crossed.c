/* queue-tokens-crossed: two tokens lie in a System V queue, each a message with
 * a type of its own; they are fetched in two orders.
 * expect: deadlock
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct token {
    long type; /* 1 or 2 */
    char nothing;
};

static int queue;

static int fetch(long type)
{
    struct token token;

    return (int)msgrcv(queue, &token, 1, type, 0); /* 1 */ /* 2 */
}

static int put_back(long type)
{
    struct token token = { type, 0 };

    return msgsnd(queue, &token, 1, 0);
}

static int use(int first)
{
    if (fetch(first) == -1 || fetch(3 - first) == -1)
        return 1;
    return put_back(first) == -1 || put_back(3 - first) == -1;
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

    queue = msgget(IPC_PRIVATE, 0600);
    if (queue == -1 || put_back(1) == -1 || put_back(2) == -1)
        err(2, "msgget");
    start(use, 1);
    start(use, 2);
    well = all_well(2);
    msgctl(queue, IPC_RMID, NULL);
    return !well;
}
