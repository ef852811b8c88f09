/* mq-carries-the-data: nothing is shared at all; each worker sends its part as
 * a message, and the parent adds up as many as it has workers.
 * expect: pass
 */
#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/wait.h>
#include <unistd.h>

static mqd_t results;

static int compute(int part)
{
    char result = (char)part;

    return mq_send(results, &result, 1, 0) == -1;
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
    struct mq_attr attributes = { .mq_maxmsg = 1, .mq_msgsize = 1 };
    int sum = 0;
    char part;

    results = mq_open("/explore-results", O_RDWR | O_CREAT, 0600, &attributes);
    if (results == (mqd_t)-1)
        err(2, "mq_open");
    for (int child = 1; child <= 2; child++)
        start(compute, child * 14);
    for (int child = 1; child <= 2; child++) {
        if (mq_receive(results, &part, 1, NULL) != 1)
            return 2;
        sum += part;
    }
    mq_unlink("/explore-results");
    return !(all_well(2) && sum == 42);
}
