/* trace_events.c - from what the tracer sees to entries of the log. */
#include "observe/look_private.h"
#include "observe/see_socket.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files that the dynamic loader and the locale open in every program. They
 * say nothing about the program and would fill every record. */
bool trace_is_loader_name(const char *name)
{
    return strstr(name, ".so") || strstr(name, "/locale") ||
           strncmp(name, "/proc/", 6) == 0 || strstr(name, "/gconv");
}

static bool is_loader_file(const struct descriptor_facts *facts)
{
    return (facts->kind == OBJECT_FILE || facts->kind == OBJECT_OTHER) &&
           trace_is_loader_name(facts->name);
}

bool trace_is_loader_file(struct task *task, int fd)
{
    struct descriptor_facts facts;
    return proc_descriptor(task->group, fd, &facts) == 0 &&
           is_loader_file(&facts);
}

enum trace_action trace_emit(struct trace *trace, struct event *event)
{
    const struct trace_policy *policy = trace->options.policy;
    event->time_us = trace_now_us() - trace->start_us;
    struct event *entry = log_append(&trace->log, event);
    world_apply(&trace->world, entry);
    if (entry->kind == EVENT_GONE || entry->kind == EVENT_EXEC)
        trace->last_end = entry->number;
    if (entry->call >= 0 && call_at(entry->call)->role == ROLE_MOVE)
        trace->moved_between = entry->number;
    if (trace->options.event_limit &&
        trace->log.count >= trace->options.event_limit)
        trace->full = true;
    if (!policy)
        return TRACE_GO;
    if (entry->kind == EVENT_ENTER)
        return policy->entering
                   ? policy->entering(policy->context, trace, entry)
                   : TRACE_GO;
    return policy->happened ? policy->happened(policy->context, trace, entry)
                            : TRACE_GO;
}

struct place task_place(struct trace *trace, struct task *task, bool eager)
{
    if (eager && trace->places_left-- <= 0)
        return (struct place){ 0 };
    if (trace->look && trace->look->options.user)
        return (struct place){ 0 }; /* too many programs to read */
    return source_place(trace->source, task->image, task->tid,
                        &task->registers);
}

static int object_add(struct trace *trace, struct task *task, int fd,
                      const struct descriptor_facts *facts, struct place place,
                      bool at_start)
{
    struct event event = event_make(EVENT_OBJECT, task->shown_pid);
    event.value = facts->kind;
    event.place = place;
    event.arguments[0] = (int64_t)facts->inode;
    event.arguments[1] = at_start;
    event.arguments[5] = (int64_t)facts->device;
    if (facts->has_name)
        event.text = strdup(facts->name);
    else if (facts->kind == OBJECT_SOCKET)
        event.text = see_socket_name(trace, task->group, fd);
    if (facts->kind == OBJECT_PIPE || facts->kind == OBJECT_FIFO) {
        int64_t fill;
        (void)proc_pipe_fill(task->group, fd, &fill, &event.arguments[2]);
    }
    return see_new_object(trace, &event);
}

static bool same_descriptor(const struct descriptor *known, int object,
                            int access)
{
    return known && known->object == object && known->access == access;
}

void trace_learn(struct trace *trace, struct task *task, int fd,
                 struct place place, bool at_start)
{
    struct descriptor_facts facts;
    if (proc_descriptor(task->group, fd, &facts) == -1 ||
        is_loader_file(&facts))
        return;
    int object = facts.inode ? see_known_file(trace, facts.kind, facts.device,
                                              facts.inode)
                             : see_same_file(trace, task, fd, facts.kind);
    if (!object)
        object = object_add(trace, task, fd, &facts, place, at_start);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    struct descriptor *known = process ? world_descriptor(process, fd) : NULL;
    if (same_descriptor(known, object, facts.access))
        return;
    struct event event = event_make(EVENT_OPEN, task->shown_pid);
    event.fd = fd;
    event.object = object;
    event.value = facts.access;
    /* Only its flags changed: it was opened where it was opened before. */
    event.place = known && known->object == object ? known->opened_at : place;
    (void)trace_emit(trace, &event);
}

static bool among(int fd, const int *fds, int count)
{
    for (int i = 0; i < count; i++)
        if (fds[i] == fd)
            return true;
    return false;
}

void trace_learn_all(struct trace *trace, struct task *task, bool at_start)
{
    int *fds, count = proc_descriptors(task->group, &fds);
    if (count == -1)
        return;
    for (int i = 0; i < count; i++)
        trace_learn(trace, task, fds[i], (struct place){ 0 }, at_start);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    for (int fd = 0; process && fd < process->descriptor_limit; fd++) {
        if (!world_descriptor(process, fd) || among(fd, fds, count))
            continue;
        struct event event = event_make(EVENT_CLOSE, task->shown_pid);
        event.fd = fd;
        (void)trace_emit(trace, &event);
        process = world_process(&trace->world, task->shown_pid);
    }
    free(fds);
}

struct inside *trace_inside(struct trace *trace)
{
    /* Who looks sees only what is in its own namespaces. */
    if (!trace->inside && trace->look && !trace->no_inside)
        trace->inside = inside_open(getpid());
    for (int i = 0; i < trace->task_count && !trace->inside; i++)
        if (trace->tasks[i].recorded && !trace->no_inside)
            trace->inside = inside_open(trace->tasks[i].group);
    trace->no_inside |= trace->root && !trace->inside; /* ask only once */
    return trace->inside;
}
