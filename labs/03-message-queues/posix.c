/*
 * posix.c - exercises 3.1 to 3.3: POSIX message queues.
 *
 *   3.1  queue_name, queue_create    a name, room, and nothing old inside
 *   3.2  queue_put, queue_take       whole messages, any length, any queue
 *   3.3  work                        one queue, many workers
 *
 * Three things are new against a pipe: a message stays whole and has a
 * priority; the queue has a name and stays when everybody has gone; and there
 * is no end-of-file, so the end must be a message, too.
 *
 * What each function must do stands in queues.h. Read mq_overview(7) first.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queues.h"

/* ---- small helpers ------------------------------------------------------- */

void make_upper(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        text[i] = (char)toupper((unsigned char)text[i]);
}

int reap_child(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    return 128 + WTERMSIG(status);
}

void stop_children(const pid_t pids[], int count)
{
    int saved = errno;

    for (int i = 0; i < count; i++)
        kill(pids[i], SIGKILL);
    for (int i = 0; i < count; i++)
        reap_child(pids[i]);
    errno = saved;
}

int wait_queue(mqd_t queue, short events)
{
    struct pollfd ready = { .fd = queue, .events = events };

    if (poll(&ready, 1, -1) == -1 && errno != EINTR)
        return -1;
    return 0;
}

/* ---- 3.1 a queue with a name --------------------------------------------- */

int queue_name(const char *service, char name[SERVICE_MAX + 2])
{
    /*
     * TODO(3.1a): 1. Refuse what queues.h says with EINVAL: no byte, more than
     * SERVICE_MAX bytes, or a slash. 2. Put the name together: a slash, then
     * the service. Return 0.
     */
    (void)service;
    (void)name;
    errno = ENOSYS;
    return -1;
}

mqd_t queue_create(const char *service, long room, long size)
{
    char name[SERVICE_MAX + 2];

    if (queue_name(service, name) == -1)
        return -1;
    /*
     * TODO(3.1b): 1. Remove what an earlier run may have left under this name;
     * that there is nothing is no error. 2. Open a new queue for both ways with
     * the attributes mq_maxmsg and mq_msgsize, and make sure that it really is
     * a new one (O_CREAT with O_EXCL). Return what mq_open returns.
     */
    (void)room;
    (void)size;
    errno = ENOSYS;
    return -1;
}

void queue_remove(const char *service)
{
    char name[SERVICE_MAX + 2];
    int saved = errno;

    if (queue_name(service, name) == 0)
        mq_unlink(name);
    errno = saved;
}

/* ---- 3.2 whole messages -------------------------------------------------- */

int queue_put(mqd_t queue, const void *message, size_t length,
              unsigned priority)
{
    /*
     * TODO(3.2a): 1. Send the message. 2. Interrupted: send it again. 3. EAGAIN
     * (non-blocking, and the queue is full): sleep in wait_queue, then send it
     * again. 4. Any other error: -1. Return 0.
     */
    (void)queue;
    (void)message;
    (void)length;
    (void)priority;
    errno = ENOSYS;
    return -1;
}

/* Sets *size to what mq_receive must be given for this queue. */
static int largest_message(mqd_t queue, size_t *size)
{
    /*
     * TODO(3.2b): Ask the queue for its attributes; the size is mq_msgsize.
     * Return 0 or -1.
     */
    (void)queue;
    (void)size;
    errno = ENOSYS;
    return -1;
}

ssize_t queue_take(mqd_t queue, void **message, unsigned *priority)
{
    size_t size;
    ssize_t length = -1;
    char *buffer;

    if (largest_message(queue, &size) == -1)
        return -1;
    buffer = malloc(size + 1);
    if (buffer == NULL)
        return -1;
    /*
     * TODO(3.2c): 1. Receive into the buffer; the length that you give is
     * `size`. 2. Interrupted: again. 3. EAGAIN: sleep in wait_queue, then
     * again. 4. Any other error: free the buffer, return -1. 5. Return the
     * length of the message, and the buffer in *message.
     */
    (void)message;
    (void)priority;
    errno = ENOSYS;
    free(buffer);
    return length;
}

/* ---- 3.3 many workers ---------------------------------------------------- */

/*
 *                                       +---> worker ---+
 *   parent ---> [job] [job] [end] [end] +               +---> out
 *                                       +---> worker ---+
 *
 * Each message goes to whichever worker asks next, and to that one only. So
 * one end message ends one worker.
 */
enum { WORK_ROOM = 8 };

/* The worker's life, in the child. Returns 0 when there are no more jobs. */
static int do_jobs(mqd_t queue, int out)
{
    void *message;
    ssize_t length;

    /*
     * TODO(3.3a): 1. Take a message; -1: return it. 2. The end message (length
     * 0): free it, return 0. 3. A job: make the text upper case, put a newline
     * behind it (there is room), write both with one write, free it; a failed
     * write: return -1. 4. From the beginning.
     */
    (void)queue;
    (void)out;
    (void)message;
    (void)length;
    errno = ENOSYS;
    return -1;
}

/* Sends the jobs, and behind them what makes every worker end. */
static int hand_out(mqd_t queue, int workers, const struct job jobs[],
                    int count)
{
    /*
     * TODO(3.3b): 1. Put each job's text (without its zero byte) into the
     * queue; its priority is its urgency. 2. Put one end message for each
     * worker, an empty message. Which priority must it have, so that no job is
     * left in the queue behind it? Return 0 or -1.
     */
    (void)queue;
    (void)workers;
    (void)jobs;
    (void)count;
    errno = ENOSYS;
    return -1;
}

static bool jobs_are_right(const struct job jobs[], int count)
{
    for (int i = 0; i < count; i++) {
        size_t length = strlen(jobs[i].text);

        if (length < 1 || length > JOB_MAX || jobs[i].urgency < 1 ||
            jobs[i].urgency > URGENCY_MAX)
            return false;
    }
    return count >= 0;
}

/* Starts the workers and gives them their jobs. *started: how many run. */
static int start_and_hand_out(mqd_t queue, pid_t pids[], int workers,
                              int *started, const struct job jobs[], int count,
                              int out)
{
    for (*started = 0; *started < workers; ++*started) {
        pid_t pid = fork();

        if (pid == -1)
            return -1;
        if (pid == 0)
            _exit(do_jobs(queue, out) == 0 ? 0 : 1);
        pids[*started] = pid;
    }
    return hand_out(queue, workers, jobs, count);
}

int work(const char *service, int workers, const struct job jobs[], int count,
         int out)
{
    pid_t pids[WORKERS_MAX];
    int started, result;
    mqd_t queue;

    if (workers < 1 || workers > WORKERS_MAX || !jobs_are_right(jobs, count)) {
        errno = EINVAL;
        return -1;
    }
    queue = queue_create(service, WORK_ROOM, JOB_MAX);
    if (queue == -1)
        return -1;
    result =
        start_and_hand_out(queue, pids, workers, &started, jobs, count, out);
    /*
     * TODO(3.3c): 1. result is -1: stop_children those that were started.
     * 2. Else reap each worker by its pid; the result is how many ended with
     * another status than 0. 3. In both cases close the queue and remove its
     * name, and leave errno as it was.
     */
    errno = ENOSYS;
    result = -1;
    stop_children(pids, started);
    queue_remove(service);
    mq_close(queue);
    return result;
}
