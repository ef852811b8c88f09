/* hangs: every exercise waits for ever, for a message that cannot come.
 * Made for lab.sh, which measures how long the proof takes; the corpus beside
 * it holds the mistakes that people make.
 */
/* TOP(posix.c) */

/* Receives from a new queue that nobody else knows. */
static _Noreturn void hang(void)
{
    char name[64], byte[64];
    struct mq_attr small = { .mq_maxmsg = 1, .mq_msgsize = 1 };
    mqd_t queue;

    snprintf(name, sizeof name, "/hang-%d", (int)getpid());
    queue = mq_open(name, O_RDWR | O_CREAT, 0600, &small);
    mq_unlink(name);
    while (queue != -1)
        mq_receive(queue, byte, sizeof byte, NULL);
    _exit(1);
}
/* TOP(waiting.c) */
#include <fcntl.h>
#include <stdio.h>

/* Receives from a new queue that nobody else knows. */
static _Noreturn void hang(void)
{
    char name[64], byte[64];
    struct mq_attr small = { .mq_maxmsg = 1, .mq_msgsize = 1 };
    mqd_t queue;

    snprintf(name, sizeof name, "/hang-%d", (int)getpid());
    queue = mq_open(name, O_RDWR | O_CREAT, 0600, &small);
    mq_unlink(name);
    while (queue != -1)
        mq_receive(queue, byte, sizeof byte, NULL);
    _exit(1);
}
/* TOP(letters.c) */
#include <fcntl.h>
#include <stdio.h>

/* Receives from a new queue that nobody else knows. */
static _Noreturn void hang(void)
{
    char name[64], byte[64];
    struct mq_attr small = { .mq_maxmsg = 1, .mq_msgsize = 1 };
    mqd_t queue;

    snprintf(name, sizeof name, "/hang-%d", (int)getpid());
    queue = mq_open(name, O_RDWR | O_CREAT, 0600, &small);
    mq_unlink(name);
    while (queue != -1)
        mq_receive(queue, byte, sizeof byte, NULL);
    _exit(1);
}
/* TOP(dispatch.c) */

/* Receives from a new queue that nobody else knows. */
static _Noreturn void hang(void)
{
    char name[64], byte[64];
    struct mq_attr small = { .mq_maxmsg = 1, .mq_msgsize = 1 };
    mqd_t queue;

    snprintf(name, sizeof name, "/hang-%d", (int)getpid());
    queue = mq_open(name, O_RDWR | O_CREAT, 0600, &small);
    mq_unlink(name);
    while (queue != -1)
        mq_receive(queue, byte, sizeof byte, NULL);
    _exit(1);
}
/* GAP(3.1b) */
    hang();
/* GAP(3.2a) */
    hang();
/* GAP(3.2c) */
    hang();
/* GAP(3.4b) */
    hang();
/* GAP(3.5c) */
    hang();
/* GAP(3.6a) */
    hang();
/* GAP(3.6b) */
    hang();
/* GAP(3.7b) */
    hang();
/* GAP(3.8c) */
    hang();
