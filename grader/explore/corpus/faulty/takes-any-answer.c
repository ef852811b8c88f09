/* takes-any-answer: the answers to two clients come through one queue; who asks
 * for "any message" may get the one for the other.
 * expect: assertion
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct answer {
    long type; /* the client's number */
    char letter;
};

static int queue;

static int ask(int self)
{
    struct answer answer;

    if (msgrcv(queue, &answer, 1, 0, 0) == -1) /* 1 */ /* 2 */
        return 2;
    return answer.letter != 'a' + self;
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
    if (queue == -1)
        err(2, "msgget");
    start(ask, 1);
    start(ask, 2);
    for (int client = 1; client <= 2; client++) {
        struct answer answer = { client, (char)('a' + client) };

        if (msgsnd(queue, &answer, 1, 0) == -1)
            err(2, "msgsnd");
    }
    well = all_well(2);
    msgctl(queue, IPC_RMID, NULL);
    return !well;
}
