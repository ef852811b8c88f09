/* queue-removed-early: the sender removes the queue after its last message; a
 * message that nobody has fetched goes with it.
 * expect: removed
 */
#include <err.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct message {
    long type;
    char letter;
};

static int queue;

static int send_two(void)
{
    struct message message = { 1, 'a' };

    for (int sent = 0; sent < 2; sent++)
        if (msgsnd(queue, &message, 1, 0) == -1)
            return 1;
    return msgctl(queue, IPC_RMID, NULL) == -1; /* 2 */
}

static int receive_two(void)
{
    struct message message;

    for (int received = 0; received < 2; received++)
        if (msgrcv(queue, &message, 1, 1, 0) == -1) /* 1 */
            return 1;
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
    queue = msgget(IPC_PRIVATE, 0600);
    if (queue == -1)
        err(2, "msgget");
    start(send_two);
    start(receive_two);
    return !all_well(2);
}
