/* queue.c - POSIX message queues: a time-out in the past tells whether a call
 * would block. */
#include "explore/runtime/runtime.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdarg.h>

static const struct timespec at_once = { 0, 0 };

static struct operation on(mqd_t queue, const char *name, uint64_t pc)
{
    int thing = thing_of_descriptor((int)queue, THING_QUEUE);
    return (struct operation){
        .name = name, .pc = pc, .thing = (uint16_t)thing, .flags = CHANGES
    };
}

mqd_t mq_open(const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    struct mq_attr *facts =
        flags & O_CREAT ? va_arg(list, struct mq_attr *) : NULL;
    va_end(list);
    if (explored()) {
        step_on_name(name, "mq_open", CALLER);
        board_remember_name(name);
    }
    return REAL(mq_open)(name, flags, mode, facts);
}

int mq_unlink(const char *name)
{
    if (explored())
        step_on_name(name, "mq_unlink", CALLER);
    return REAL(mq_unlink)(name);
}

static bool waits(mqd_t queue)
{
    struct mq_attr facts;
    return mq_getattr(queue, &facts) == 0 && !(facts.mq_flags & O_NONBLOCK);
}

static int put(mqd_t queue, const char *message, size_t size, unsigned priority,
               struct operation op)
{
    for (;;) {
        (void)turn(op);
        int result =
            REAL(mq_timedsend)(queue, message, size, priority, &at_once);
        if (result == 0)
            look_forget();
        if (result == 0 || errno != ETIMEDOUT || !waits(queue) ||
            !blocked_on(op))
            return result;
    }
}

static ssize_t get(mqd_t queue, char *message, size_t size, unsigned *priority,
                   struct operation op)
{
    for (;;) {
        struct step *step = turn(op);
        ssize_t got =
            REAL(mq_timedreceive)(queue, message, size, priority, &at_once);
        step->after = (uint64_t)got;
        if (got != -1)
            look_forget();
        if (got != -1 || errno != ETIMEDOUT || !waits(queue) || !blocked_on(op))
            return got;
    }
}

int mq_send(mqd_t queue, const char *message, size_t size, unsigned priority)
{
    if (!explored())
        return REAL(mq_send)(queue, message, size, priority);
    return put(queue, message, size, priority, on(queue, "mq_send", CALLER));
}

int mq_timedsend(mqd_t queue, const char *message, size_t size,
                 unsigned priority, const struct timespec *at)
{
    if (!explored())
        return REAL(mq_timedsend)(queue, message, size, priority, at);
    time_until(at);
    return put(queue, message, size, priority,
               on(queue, "mq_timedsend", CALLER));
}

ssize_t mq_receive(mqd_t queue, char *message, size_t size, unsigned *priority)
{
    if (!explored())
        return REAL(mq_receive)(queue, message, size, priority);
    return get(queue, message, size, priority, on(queue, "mq_receive", CALLER));
}

ssize_t mq_timedreceive(mqd_t queue, char *restrict message, size_t size,
                        unsigned *restrict priority,
                        const struct timespec *restrict at)
{
    if (!explored())
        return REAL(mq_timedreceive)(queue, message, size, priority, at);
    time_until(at);
    return get(queue, message, size, priority,
               on(queue, "mq_timedreceive", CALLER));
}
