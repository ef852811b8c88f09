/* see_queue.c - POSIX message queues. mq_overview(7) */
#include "observe/see.h"

void see_queue_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_queue_done(struct trace *trace, struct task *task, struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_queue_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}
