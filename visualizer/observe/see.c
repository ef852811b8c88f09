/* see.c - who understands which call and object, and what they share. */
#include "observe/see.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SILENT true

static const struct see_call calls[] = {
    [ROLE_READ] = { see_stream_entry, see_stream_done, false },
    [ROLE_WRITE] = { see_stream_entry, see_stream_done, false },
    [ROLE_MOVE] = { see_stream_entry, see_stream_done, false },
    [ROLE_PIPE] = { NULL, see_pair_done, SILENT },
    [ROLE_PAIR] = { NULL, see_socketpair_done, SILENT },
    [ROLE_OPEN] = { see_open_entry, see_open_done, SILENT },
    [ROLE_DUP] = { NULL, see_open_done, SILENT },
    [ROLE_FCNTL] = { see_fcntl_entry, see_fcntl_done, SILENT },
    [ROLE_CLOSE] = { see_close_entry, NULL, SILENT },
    [ROLE_CLOSE_RANGE] = { NULL, see_close_range_done, SILENT },
    [ROLE_WAIT] = { see_wait_entry, see_wait_done, false },
    [ROLE_POLL] = { see_poll_entry, NULL, false },
    [ROLE_SLEEP] = { see_sleep_entry, NULL, false },
    [ROLE_PAUSE] = { see_pause_entry, see_pause_done, false },
    [ROLE_KILL] = { see_kill_entry, NULL, false },
    [ROLE_ACTION] = { see_action_entry, NULL, false },
    [ROLE_TIMER] = { see_timer_entry, NULL, false },
    [ROLE_LOCK] = { see_lock_entry, NULL, false },
    [ROLE_SIZE] = { see_size_entry, NULL, false },
    [ROLE_FUTEX] = { see_word_entry, NULL, false },
    [ROLE_SEND] = { see_queue_entry, see_queue_done, false },
    [ROLE_RECEIVE] = { see_queue_entry, see_queue_done, false },
    [ROLE_SEMOP] = { see_semop_entry, NULL, false },
    [ROLE_GET] = { see_get_entry, see_get_done, false },
    [ROLE_CONTROL] = { see_control_entry, see_control_done, false },
    [ROLE_ATTACH] = { NULL, see_attach_done, SILENT },
    [ROLE_DETACH] = { see_detach_entry, NULL, SILENT },
    [ROLE_MAP] = { NULL, see_map_done, SILENT },
    [ROLE_CONNECT] = { see_connect_entry, NULL, false },
    [ROLE_ACCEPT] = { see_socket_entry, see_accept_done, false },
    [ROLE_SOCKET] = { see_socket_entry, see_socket_done, false },
    [ROLE_FORK] = { NULL, NULL, SILENT },
    [ROLE_RESTART] = { 0 },
    [ROLE_EXEC] = { 0 },
    [ROLE_EXIT] = { 0 },
};

static const struct see_object objects[OBJECT_KINDS] = {
    [OBJECT_PIPE] = { see_pipe_ask },
    [OBJECT_FIFO] = { see_pipe_ask },
    [OBJECT_SOCKET] = { see_socket_ask },
    [OBJECT_QUEUE] = { see_queue_ask },
    [OBJECT_MSGQ] = { see_sysv_ask },
    [OBJECT_SEMSET] = { see_sysv_ask },
    [OBJECT_SEGMENT] = { see_sysv_ask },
    [OBJECT_FILE] = { see_memory_ask }, /* if somebody maps it */
    [OBJECT_MEMORY] = { see_memory_ask },
    [OBJECT_SEMAPHORE] = { see_word_ask },
    [OBJECT_MUTEX] = { see_word_ask },
    [OBJECT_CONDITION] = { see_word_ask },
    [OBJECT_FUTEX] = { see_word_ask },
    [OBJECT_EVENTFD] = { see_counter_ask },
    [OBJECT_TIMERFD] = { see_counter_ask },
    [OBJECT_SIGNALFD] = { see_signalfd_ask },
    [OBJECT_EPOLL] = { see_epoll_ask },
    [OBJECT_PIDFD] = { see_pidfd_ask },
};

const struct see_call *see_call_of(enum call_role role)
{
    return &calls[role];
}

const struct see_object *see_object_of(enum object_kind kind)
{
    return &objects[kind];
}

/* ---- what the see files share ---- */

void see_descriptor(const struct trace *trace, struct event *event, int fd)
{
    const struct process *process = world_process(&trace->world, event->pid);
    struct descriptor *known = process ? world_descriptor(process, fd) : NULL;
    event->fd = fd;
    event->object = known ? known->object : 0;
}

static int64_t milliseconds(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000 + time->tv_nsec / 1000000;
}

int see_timeout(struct task *task, uint64_t address)
{
    struct timespec time;
    if (address == 0)
        return -1;
    if (proc_memory(task->group, address, &time, sizeof time) !=
        (ssize_t)sizeof time)
        return 0;
    int64_t left = milliseconds(&time);
    return left > INT32_MAX ? INT32_MAX : (int)left;
}

int see_time_until(struct task *task, uint64_t address, clockid_t clock)
{
    struct timespec time, now;
    if (address == 0)
        return -1;
    if (proc_memory(task->group, address, &time, sizeof time) !=
            (ssize_t)sizeof time ||
        clock_gettime(clock, &now) == -1)
        return 0;
    int64_t left = milliseconds(&time) - milliseconds(&now);
    return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}

int see_known(const struct trace *trace, enum object_kind kind, uint64_t inode)
{
    for (int i = trace->world.object_count - 1; i >= 0; i--) {
        const struct object *object = &trace->world.objects[i];
        if (object->inode == inode && object->kind == kind)
            return object->id;
    }
    return 0;
}

static bool is_file(enum object_kind kind)
{
    return kind == OBJECT_FILE || kind == OBJECT_MEMORY;
}

int see_known_file(const struct trace *trace, enum object_kind kind,
                   uint64_t device, uint64_t inode)
{
    for (int i = trace->world.object_count - 1; i >= 0; i--) {
        const struct object *object = &trace->world.objects[i];
        bool same_device =
            !device || !object->device || object->device == device;
        bool same_kind =
            object->kind == kind || (is_file(object->kind) && is_file(kind));
        if (object->inode == inode && same_device && same_kind)
            return object->id;
    }
    return 0;
}

int see_new_object(struct trace *trace, struct event *event)
{
    enum object_kind kind = (enum object_kind)event->value;
    event->object = trace->world.last_object + 1;
    if (trace->look) /* nobody saw who made it, and who else has it */
        event->arguments[1] = true;
    if (!event->text && asprintf(&event->text, "%s %d", object_kind_name(kind),
                                 trace->world.made[kind] + 1) == -1)
        event->text = NULL;
    (void)trace_emit(trace, event);
    return event->object;
}

int see_highest(const struct trace *trace, enum object_kind kind,
                const char *before)
{
    int highest = 0;
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        const char *at = object->kind == kind && object->name
                             ? strstr(object->name, before)
                             : NULL;
        int number = at ? atoi(at + strlen(before)) : 0;
        highest = number > highest ? number : highest;
    }
    return highest;
}

static bool same_text(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

void see_state(struct trace *trace, const struct object *object, int64_t fill,
               int64_t capacity, int owner, char *facts)
{
    if (object->fill == fill && object->capacity == capacity &&
        object->owner == owner && (!facts || same_text(object->facts, facts))) {
        free(facts);
        return;
    }
    struct event event = event_make(EVENT_FILL, 0);
    event.object = object->id;
    event.result = fill;
    event.value = (int)capacity;
    event.other = owner;
    event.text = facts;
    (void)trace_emit(trace, &event);
}

struct task *see_holder(struct trace *trace, int object, int *fd)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        if (!process_alive(process) || !process_has(process, object, ~0))
            continue;
        for (*fd = process->descriptor_limit - 1; *fd >= 0; (*fd)--)
            if (process->descriptors[*fd].object == object)
                break;
        return task_find_shown(trace, process->pid);
    }
    return NULL;
}

int64_t see_shown(const struct trace *trace, pid_t outer)
{
    const struct task *task = task_find(trace, outer);
    return task && task->recorded ? task->shown_pid : trace_named(trace, outer);
}
