/* sysv.c - System V queues and shared memory in every state.
 *
 * The keys hold the number of whoever started the scene, so that the test can
 * remove them whatever happens. */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <unistd.h>

#define ROOM 64 /* bytes that a queue may hold */

struct message {
    long type;
    char text[16];
};

static key_t key_of(int which)
{
    return (which << 24) | ((int)getppid() & 0xffffff);
}

static int hold_still(void)
{
    return pause();
}

/* ---- queues ---- */

static int make_queue(int which)
{
    struct msqid_ds status;
    int queue = msgget(key_of(which), IPC_CREAT | 0600);
    if (queue == -1 || msgctl(queue, IPC_STAT, &status) == -1)
        err(1, "msgget");
    status.msg_qbytes = ROOM;
    if (msgctl(queue, IPC_SET, &status) == -1)
        err(1, "msgctl");
    return queue;
}

static void send_text(int queue, long type, const char *text)
{
    struct message message = { .type = type };
    size_t length = strlen(text);
    memcpy(message.text, text, length);
    if (msgsnd(queue, &message, length, 0) == -1)
        err(1, "msgsnd");
}

/* Until somebody makes an end of it. */
static int send_on(int queue)
{
    struct message message = { 1, "sixteen letters" };
    while (msgsnd(queue, &message, sizeof message.text, 0) == 0)
        continue;
    return 1;
}

static int receive(int queue, long type)
{
    struct message message;
    return (int)msgrcv(queue, &message, sizeof message.text, type, 0);
}

static int part_full(void)
{
    int queue = make_queue(1);
    send_text(queue, 5, "five");
    send_text(queue, 2, "two");
    send_text(queue, 5, "again");
    if (receive(queue, -3) != 3) /* the two */
        return 1;
    return hold_still();
}

static int full_writer(void)
{
    return send_on(make_queue(1));
}

static int empty_reader(void)
{
    return receive(make_queue(1), 0);
}

static int both_full(void)
{
    int there = make_queue(1), back = make_queue(2);
    bool child = make_child() == 0;
    return send_on(child ? back : there);
}

/* What is there is of another type, and nobody is left to send the right one:
 * the child, too, waits for a message. */
static int type_never_comes(void)
{
    int queue = make_queue(1);
    send_text(queue, 3, "three");
    if (make_child() == 0)
        return receive(queue, 8);
    return receive(queue, 7);
}

static int no_wait(void)
{
    struct message message;
    int queue = make_queue(1);
    if (msgrcv(queue, &message, sizeof message.text, 0, IPC_NOWAIT) == -1)
        (void)dprintf(1, "%s", strerrorname_np(errno));
    return 0;
}

/* The test made the queue, and says which it is. */
static int by_id(void)
{
    const char *id = getenv("SCENE_ID");
    return id ? receive(atoi(id), 0) : 1;
}

static int made_outside(void)
{
    return receive(msgget(key_of(1), 0), 0);
}

/* Whoever is not there yet is woken by the end of the queue. */
static int queue_removed(void)
{
    int queue = make_queue(1);
    char byte;
    int child = make_child();
    if (child == 0) /* EINVAL: it was removed before the child came */
        return receive(queue, 0) == -1 && (errno == EIDRM || errno == EINVAL)
                   ? 6
                   : 1;
    (void)!read(STDIN_FILENO, &byte, 1);
    (void)msgctl(queue, IPC_RMID, NULL);
    return status_of(child);
}

/* ---- shared memory ---- */

static int attached(void)
{
    int segment = shmget(key_of(1), 5000, IPC_CREAT | 0600);
    char *memory = shmat(segment, NULL, 0);
    char *again = shmat(segment, NULL, SHM_RDONLY);
    if (memory == (void *)-1 || again == (void *)-1)
        err(1, "shmat");
    if (make_child() == 0) {
        (void)shmdt(memory);
        (void)shmdt(memory); /* fails */
        return hold_still();
    }
    return hold_still();
}

static int marked(void)
{
    int segment = shmget(IPC_PRIVATE, 100, 0600);
    void *memory = shmat(segment, NULL, 0);
    if (shmctl(segment, IPC_RMID, NULL) == -1 || memory == (void *)-1)
        return 1;
    return hold_still();
}

const struct scene sysv_scenes[] = {
    { "msgq-part-full", part_full },
    { "msgq-full-writer", full_writer },
    { "msgq-empty-reader", empty_reader },
    { "msgq-both-full", both_full },
    { "msgq-type-never-comes", type_never_comes },
    { "msgq-no-wait", no_wait },
    { "msgq-by-id", by_id },
    { "msgq-made-outside", made_outside },
    { "msgq-removed", queue_removed },
    { "segment-attached", attached },
    { "segment-marked", marked },
    { NULL, NULL },
};
