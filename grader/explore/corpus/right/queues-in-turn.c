/* queues-in-turn: a message out, a message in: no more is ever on its way than
 * the queues hold.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/wait.h>
#include <unistd.h>

static mqd_t there, back;

static int talk(mqd_t out, mqd_t in)
{
    char text[8] = "x";

    for (int message = 0; message < 2; message++)
        if (mq_send(out, text, 1, 0) == -1 ||
            mq_receive(in, text, sizeof text, NULL) != 1)
            return 1;
    return 0;
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
    struct mq_attr holds_one = { .mq_maxmsg = 1, .mq_msgsize = 8 };
    int well;

    there = mq_open("/explore-there", O_RDWR | O_CREAT, 0600, &holds_one);
    back = mq_open("/explore-back", O_RDWR | O_CREAT, 0600, &holds_one);
    if (there == (mqd_t)-1 || back == (mqd_t)-1)
        err(2, "mq_open");
    if (fork() == 0)
        _exit(talk(there, back));
    if (fork() == 0)
        _exit(talk(back, there));
    well = all_well(2);
    mq_unlink("/explore-there");
    mq_unlink("/explore-back");
    return !well;
}
