/* see_sysv.c - System V queues, semaphore sets and shared memory. sysvipc(7) */
#include "observe/see.h"

void see_get_done(struct trace *trace, struct task *task, struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_semop_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_control_entry(struct trace *trace, struct task *task,
                       struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_control_done(struct trace *trace, struct task *task,
                      struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_attach_done(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_detach_entry(struct trace *trace, struct task *task,
                      struct event *event)
{
    (void)trace, (void)task, (void)event;
}

void see_sysv_ask(struct trace *trace, const struct object *object)
{
    (void)trace, (void)object;
}
