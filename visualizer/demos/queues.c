/* queues.c - two queues, and both are full.
 *
 *   client ──questions──► [ 3 messages ] ──► server
 *          ◄─────────── [ 3 messages ] ◄──answers──
 *
 * Watch: the client hands in all its questions before it reads an answer. The
 * server answers, until the queue of answers is full; then it sleeps in
 * mq_send, and takes no more questions. So the queue of questions gets full as
 * well, and the client sleeps in mq_send, too: STUCK. Seven questions go well,
 * eight do not. And look at the urgent question: it overtakes the others.
 * mq_overview(7)
 */
#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUESTIONS = 9, ROOM = 3 };

/* A new queue that only this program and its children have. */
static mqd_t new_queue(const char *what)
{
    struct mq_attr wanted = { .mq_maxmsg = ROOM, .mq_msgsize = 32 };
    char name[64];
    snprintf(name, sizeof name, "/%s-%d", what, (int)getpid());
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &wanted);
    if (queue == -1)
        err(1, "mq_open %s", name);
    mq_unlink(name);
    return queue;
}

static void serve(mqd_t questions, mqd_t answers)
{
    char text[32];
    for (int i = 0; i < QUESTIONS; i++) {
        ssize_t length = mq_receive(questions, text, sizeof text, NULL);
        if (length == -1 || mq_send(answers, text, (size_t)length, 0) == -1)
            err(1, "server");
    }
}

static void ask(mqd_t questions, mqd_t answers)
{
    char text[32];
    for (int i = 0; i < QUESTIONS; i++) {
        int length = snprintf(text, sizeof text, "question %d", i + 1);
        unsigned priority = i == 4 ? 9 : 1; /* the fifth is urgent */
        if (mq_send(questions, text, (size_t)length, priority) == -1)
            err(1, "mq_send");
    }
    for (int i = 0; i < QUESTIONS; i++) /* too late */
        if (mq_receive(answers, text, sizeof text, NULL) == -1)
            err(1, "mq_receive");
}

int main(void)
{
    mqd_t questions = new_queue("questions"), answers = new_queue("answers");
    pid_t server = fork();
    if (server == -1)
        err(1, "fork");
    if (server == 0) {
        serve(questions, answers);
        exit(0);
    }
    ask(questions, answers);
    if (waitpid(server, NULL, 0) == -1)
        err(1, "waitpid");
    return 0;
}
