/* see_descriptor.c - calls that make, copy, change or close descriptors. */
#include "observe/see.h"

#include <fcntl.h>
#include <string.h>

/* ---- new ones ---- */

static void learn_pair(struct trace *trace, struct task *task, uint64_t address,
                       struct place place)
{
    int ends[2];
    if (proc_memory(task->group, address, ends, sizeof ends) !=
        (ssize_t)sizeof ends)
        return;
    trace_learn(trace, task, ends[0], place, false);
    trace_learn(trace, task, ends[1], place, false);
}

void see_pair_done(struct trace *trace, struct task *task, struct event *leave)
{
    learn_pair(trace, task, (uint64_t)leave->arguments[0], leave->place);
}

void see_open_entry(struct trace *trace, struct task *task, struct event *event)
{
    event->value = -1;
    see_fifo_entry(trace, task, event);
}

void see_open_done(struct trace *trace, struct task *task, struct event *leave)
{
    if (strcmp(call_at(leave->call)->name, "socket") == 0)
        see_accept_done(trace, task, leave); /* and asks what kind it is */
    else
        trace_learn(trace, task, (int)leave->result, leave->place, false);
}

/* ---- changed ones ---- */

bool see_is_lock(const struct event *event)
{
    return event->arguments[1] == F_SETLKW ||
           event->arguments[1] == F_OFD_SETLKW ||
           event->arguments[1] == F_SETLK || event->arguments[1] == F_OFD_SETLK;
}

void see_fcntl_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    see_descriptor(trace, event, (int)event->arguments[0]);
    if (see_is_lock(event))
        see_lock_entry(trace, task, event);
}

void see_fcntl_done(struct trace *trace, struct task *task, struct event *leave)
{
    switch (leave->arguments[1]) {
    case F_SETFD:
    case F_SETFL:
        trace_learn(trace, task, leave->fd, leave->place, false);
        break;
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
        trace_learn(trace, task, (int)leave->result, leave->place, false);
        break;
    case F_SETPIPE_SZ:
        if (world_object(&trace->world, leave->object))
            see_pipe_ask(trace, world_object(&trace->world, leave->object));
        break;
    default: break;
    }
}

/* ---- closed ones ---- */

void see_close_entry(struct trace *trace, struct task *task,
                     struct event *entered)
{
    int fd = (int)entered->arguments[0];
    struct event event = event_make(EVENT_CLOSE, task->shown_pid);
    event.tid = task->shown_tid;
    event.fd = fd;
    see_descriptor(trace, &event, fd);
    if (event.object == 0)
        return;
    event.place = task_place(trace, task, true);
    (void)trace_emit(trace, &event);
}

void see_close_range_done(struct trace *trace, struct task *task,
                          struct event *leave)
{
    (void)leave;
    trace_learn_all(trace, task, false);
}
