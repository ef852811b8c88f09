/* queue.c - POSIX message queues in every state.
 *
 * The name holds the number of whoever started the scene, so that the test can
 * unlink it whatever happens. */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MESSAGES 4
#define SIZE 32
#define FAR_AWAY 100000 /* seconds; no test waits for it */

static const char *name_of(char which)
{
    static char name[64];
    (void)snprintf(name, sizeof name, "/observe-%d-%c", (int)getppid(), which);
    return name;
}

static mqd_t make_queue(char which, int flags)
{
    struct mq_attr attributes = { .mq_maxmsg = MESSAGES, .mq_msgsize = SIZE };
    mqd_t queue =
        mq_open(name_of(which), O_RDWR | O_CREAT | flags, 0600, &attributes);
    if (queue == -1)
        err(1, "mq_open");
    return queue;
}

static void send_text(mqd_t queue, const char *text, unsigned priority)
{
    if (mq_send(queue, text, strlen(text), priority) == -1)
        err(1, "mq_send");
}

static int receive(mqd_t queue)
{
    char text[SIZE];
    return (int)mq_receive(queue, text, sizeof text, NULL);
}

static int hold_still(void)
{
    return pause();
}

static int part_full(void)
{
    mqd_t queue = make_queue('a', 0);
    send_text(queue, "low", 1);
    send_text(queue, "highest", 7);
    send_text(queue, "too low", 1);
    if (receive(queue) != 7) /* the one of priority 7 */
        return 1;
    send_text(queue, "middle", 3);
    return hold_still();
}

static void fill(mqd_t queue)
{
    for (int i = 0; i < MESSAGES; i++)
        send_text(queue, "x", 0);
}

static int full_writer(void)
{
    mqd_t queue = make_queue('a', 0);
    fill(queue);
    send_text(queue, "one more", 0);
    return 0;
}

static int empty_reader(void)
{
    return receive(make_queue('a', 0));
}

/* Each fills the queue that the other would have to empty. */
static int both_full(void)
{
    mqd_t there = make_queue('a', 0), back = make_queue('b', 0);
    bool child = make_child() == 0;
    while (mq_send(child ? back : there, "x", 1, 0) == 0)
        continue;
    return 1;
}

static int both_empty(void)
{
    mqd_t there = make_queue('a', 0), back = make_queue('b', 0);
    bool child = make_child() == 0;
    return receive(child ? there : back);
}

/* Two that use one queue by its name, each with a descriptor of its own. */
static int opened_twice(void)
{
    char name[64];
    mqd_t first = make_queue('a', 0);
    (void)snprintf(name, sizeof name, "%s", name_of('a'));
    if (make_child() == 0) {
        (void)mq_close(first);
        return receive(mq_open(name, O_RDONLY));
    }
    return receive(first);
}

static int deadline(void)
{
    char text[SIZE];
    struct timespec until;
    mqd_t queue = make_queue('a', 0);
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += FAR_AWAY;
    return (int)mq_timedreceive(queue, text, sizeof text, NULL, &until);
}

static int nonblocking(void)
{
    mqd_t queue = make_queue('a', O_NONBLOCK);
    if (receive(queue) == -1)
        (void)dprintf(1, "%s", strerrorname_np(errno));
    return 0;
}

/* The queue was made by somebody outside, who may still send. */
static int made_outside(void)
{
    return receive(mq_open(name_of('a'), O_RDONLY));
}

/* The sender waits for a word from outside and may then send. */
static int sender_waits_outside(void)
{
    mqd_t queue = make_queue('a', 0);
    char byte;
    if (make_child() == 0) {
        if (read(STDIN_FILENO, &byte, 1) == 1)
            send_text(queue, "at last", 2);
        return 0;
    }
    return receive(queue) == 7 ? 0 : 1;
}

static int unlinked(void)
{
    mqd_t queue = make_queue('a', 0);
    send_text(queue, "left", 0);
    (void)mq_unlink(name_of('a'));
    return hold_still();
}

static mqd_t make_notifying_queue(void)
{
    struct sigevent notice = { .sigev_notify = SIGEV_SIGNAL,
                               .sigev_signo = SIGUSR1 };
    mqd_t queue = make_queue('a', 0);
    if (mq_notify(queue, &notice) == -1)
        err(1, "mq_notify");
    return queue;
}

static int notified(void)
{
    (void)make_notifying_queue();
    return hold_still();
}

/* The signal comes when the child, told from outside, sends. */
static int notice_to_come(void)
{
    sigset_t set;
    char byte;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    mqd_t queue = make_notifying_queue();
    if (make_child() == 0) {
        if (read(STDIN_FILENO, &byte, 1) == 1)
            send_text(queue, "now", 0);
        return 0;
    }
    return sigwaitinfo(&set, NULL) == SIGUSR1 ? 0 : 1;
}

/* One waits until it is readable, the other until there is a message. */
static int polled(void)
{
    mqd_t queue = make_queue('a', 0);
    struct pollfd set = { .fd = queue, .events = POLLIN };
    if (make_child() == 0)
        return receive(queue);
    return poll(&set, 1, -1);
}

/* A word from outside: it sends to itself, and takes it. */
static int to_itself(void)
{
    char text[SIZE];
    unsigned priority;
    mqd_t queue = make_queue('a', 0);
    send_text(queue, "hello", 5);
    ssize_t got = mq_receive(queue, text, sizeof text, &priority);
    (void)dprintf(1, "%zd %u", got, priority);
    return 0;
}

const struct scene queue_scenes[] = {
    { "queue-part-full", part_full },
    { "queue-full-writer", full_writer },
    { "queue-empty-reader", empty_reader },
    { "queue-both-full", both_full },
    { "queue-both-empty", both_empty },
    { "queue-opened-twice", opened_twice },
    { "queue-deadline", deadline },
    { "queue-nonblocking", nonblocking },
    { "queue-made-outside", made_outside },
    { "queue-sender-waits-outside", sender_waits_outside },
    { "queue-unlinked", unlinked },
    { "queue-notified", notified },
    { "queue-notice-to-come", notice_to_come },
    { "queue-polled", polled },
    { "queue-to-itself", to_itself },
    { NULL, NULL },
};
