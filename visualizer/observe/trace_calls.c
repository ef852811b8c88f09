/* trace_calls.c - what a watched call means for descriptors and objects.
 *
 *   entry stop ─► EVENT_ENTER (unless the call is of no interest by itself)
 *   return stop ─► EVENT_OPEN / EVENT_CLOSE for what it did to descriptors,
 *                  EVENT_REAP for a collected child, EVENT_LEAVE
 */
#include "observe/trace_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

/* ---- what the arguments say ---- */

static void set_object(const struct trace *trace, struct event *event, int fd)
{
    const struct process *process = world_process(&trace->world, event->pid);
    struct descriptor *known = process ? world_descriptor(process, fd) : NULL;
    event->fd = fd;
    event->object = known ? known->object : 0;
}

static void read_payload(struct task *task, struct event *event,
                         uint64_t address, int64_t length)
{
    size_t wanted = length < PAYLOAD_SHOWN ? (size_t)length : PAYLOAD_SHOWN;
    if (length <= 0)
        return;
    ssize_t got = proc_memory(task->group, address, event->payload, wanted);
    event->payload_length = got > 0 ? (int)got : 0;
}

/* The bytes that a read or write is about: its buffer, or the first piece of
 * its vector. */
static void payload_of(struct task *task, struct event *event, int64_t length)
{
    const struct call_info *info = call_at(event->call);
    uint64_t address = (uint64_t)event->arguments[1];
    if (strcmp(info->name, "readv") == 0 || strcmp(info->name, "writev") == 0) {
        struct iovec piece;
        if (proc_memory(task->group, address, &piece, sizeof piece) !=
            (ssize_t)sizeof piece)
            return;
        address = (uint64_t)(uintptr_t)piece.iov_base;
        if ((int64_t)piece.iov_len < length)
            length = (int64_t)piece.iov_len;
    } else if (strstr(info->name, "msg") || strstr(info->name, "splice")) {
        return;
    }
    read_payload(task, event, address, length);
}

static int timespec_ms(struct task *task, uint64_t address)
{
    struct timespec time;
    if (address == 0)
        return -1;
    if (proc_memory(task->group, address, &time, sizeof time) !=
        (ssize_t)sizeof time)
        return 0;
    return (int)(time.tv_sec * 1000 + time.tv_nsec / 1000000);
}

static char *watched_by_poll(struct task *task, const struct event *event)
{
    struct pollfd set[64];
    size_t count = (size_t)event->arguments[1];
    if (count > 64)
        count = 64;
    ssize_t got = proc_memory(task->group, (uint64_t)event->arguments[0], set,
                              count * sizeof *set);
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (size_t i = 0; stream && got > 0 && i < count; i++) {
        if (set[i].fd >= 0 && (set[i].events & POLLIN))
            (void)fprintf(stream, "r%d ", set[i].fd);
        if (set[i].fd >= 0 && (set[i].events & POLLOUT))
            (void)fprintf(stream, "w%d ", set[i].fd);
        if (set[i].fd >= 0 && !(set[i].events & (POLLIN | POLLOUT)))
            (void)fprintf(stream, "h%d ", set[i].fd);
    }
    if (stream)
        (void)fclose(stream);
    return text;
}

static char *watched_by_select(struct task *task, const struct event *event)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (int which = 1; stream && which <= 2; which++) {
        fd_set set;
        FD_ZERO(&set);
        if (event->arguments[which] == 0 ||
            proc_memory(task->group, (uint64_t)event->arguments[which], &set,
                        sizeof set) <= 0)
            continue;
        for (int fd = 0; fd < event->arguments[0] && fd < FD_SETSIZE; fd++)
            if (FD_ISSET(fd, &set))
                (void)fprintf(stream, "%c%d ", which == 1 ? 'r' : 'w', fd);
    }
    if (stream)
        (void)fclose(stream);
    return text;
}

/* value = time-out in milliseconds, -1 for none; text = watched descriptors */
static void describe_poll(struct task *task, struct event *event)
{
    const char *name = call_at(event->call)->name;
    if (strcmp(name, "poll") == 0)
        event->value = (int)event->arguments[2];
    else if (strcmp(name, "ppoll") == 0)
        event->value = timespec_ms(task, (uint64_t)event->arguments[2]);
    else if (strncmp(name, "epoll", 5) == 0)
        event->value = (int)event->arguments[3];
    else
        event->value = timespec_ms(task, (uint64_t)event->arguments[4]);
    if (strncmp(name, "epoll", 5) == 0)
        event->fd = (int)event->arguments[0];
    else
        event->text = strstr(name, "select") ? watched_by_select(task, event)
                                             : watched_by_poll(task, event);
}

/* value = 0 disarmed, 1 once, 2 again and again */
static void describe_timer(struct task *task, struct event *event)
{
    const char *name = call_at(event->call)->name;
    int64_t words[4] = { 0 }; /* interval, then value: two words each */
    if (strcmp(name, "alarm") == 0) {
        event->value = event->arguments[0] != 0;
        return;
    }
    int index = strcmp(name, "setitimer") == 0 ? 1 : 2;
    (void)proc_memory(task->group, (uint64_t)event->arguments[index], words,
                      sizeof words);
    bool armed = words[2] || words[3], again = words[0] || words[1];
    event->value = armed ? 1 + again : 0;
}

static void describe(const struct trace *trace, struct task *task,
                     struct event *event)
{
    const struct call_info *info = call_at(event->call);
    event->value = -1;
    switch (info->role) {
    case ROLE_WRITE:
        set_object(trace, event, (int)event->arguments[0]);
        payload_of(task, event, event->arguments[2]);
        break;
    case ROLE_READ:
    case ROLE_MOVE:
    case ROLE_LOCK:
    case ROLE_FCNTL: set_object(trace, event, (int)event->arguments[0]); break;
    case ROLE_WAIT:
    case ROLE_KILL:
        event->arguments[0] = trace_named(trace, (int32_t)event->arguments[0]);
        break;
    case ROLE_POLL: describe_poll(task, event); break;
    case ROLE_TIMER: describe_timer(task, event); break;
    case ROLE_PAUSE:
        if (strcmp(info->name, "rt_sigtimedwait") == 0)
            event->value = timespec_ms(task, (uint64_t)event->arguments[2]);
        break;
    default: break;
    }
}

/* ---- entry ---- */

static bool is_plain_file(const struct trace *trace, int object)
{
    const struct object *known = world_object(&trace->world, object);
    return known &&
           (known->kind == OBJECT_FILE || known->kind == OBJECT_TERMINAL);
}

static bool is_own_program(const struct trace *trace, int pid)
{
    const struct process *process = world_process(&trace->world, pid);
    return process && process->own_program;
}

/* Calls that are told by what they do (EVENT_OPEN, EVENT_CLOSE, EVENT_FORK),
 * not by an entry of their own, and reads of the loader's files. */
static bool is_silent(const struct trace *trace, const struct event *event)
{
    switch (call_at(event->call)->role) {
    case ROLE_PIPE:
    case ROLE_PAIR:
    case ROLE_OPEN:
    case ROLE_DUP:
    case ROLE_CLOSE:
    case ROLE_CLOSE_RANGE:
    case ROLE_FORK: return true;
    case ROLE_FCNTL:
        return event->arguments[1] != F_SETLKW &&
               event->arguments[1] != F_OFD_SETLKW;
    case ROLE_READ:
        return event->object == 0 ||
               world_object(&trace->world, event->object)->kind == OBJECT_FILE;
    default: return false;
    }
}

/* A call on a plain file cannot wait for anybody: its return is of no
 * interest, and one stop less is half the price. */
static bool needs_return(const struct trace *trace, const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    if (info->role == ROLE_READ && event->object == 0)
        return is_own_program(trace, event->pid); /* EBADF matters there */
    if (info->role == ROLE_READ || info->role == ROLE_WRITE)
        return !is_plain_file(trace, event->object);
    if (info->role == ROLE_FCNTL)
        return event->arguments[1] == F_DUPFD ||
               event->arguments[1] == F_DUPFD_CLOEXEC ||
               event->arguments[1] == F_SETFD ||
               event->arguments[1] == F_SETFL ||
               event->arguments[1] == F_SETPIPE_SZ || !is_silent(trace, event);
    return info->result;
}

static void close_now(struct trace *trace, struct task *task, int fd)
{
    struct event event = event_make(EVENT_CLOSE, task->shown_pid);
    event.tid = task->shown_tid;
    event.fd = fd;
    set_object(trace, &event, fd);
    if (event.object == 0)
        return;
    event.place = task_place(trace, task, true);
    (void)trace_emit(trace, &event);
}

static enum trace_action ask_policy(struct trace *trace,
                                    const struct event *event)
{
    const struct trace_policy *policy = trace->options.policy;
    return policy && policy->entering
               ? policy->entering(policy->context, trace, event)
               : TRACE_GO;
}

void call_entered(struct trace *trace, struct task *task)
{
    if (registers_get(task->tid, &task->registers) == -1)
        return;
    struct event event = event_make(EVENT_ENTER, task->shown_pid);
    event.tid = task->shown_tid;
    event.call = call_by_number(registers_call(&task->registers));
    if (event.call < 0)
        return;
    /* The interrupted call goes on under another number; its arguments are
     * still in the registers. */
    if (call_at(event.call)->role == ROLE_RESTART && task->call >= 0)
        event.call = task->call;
    for (int i = 0; i < call_at(event.call)->argument_count; i++)
        event.arguments[i] = registers_argument(&task->registers, i);
    describe(trace, task, &event);
    bool result = needs_return(trace, &event);
    task->in_call = result;
    task->call = event.call;
    task->told_asleep = false;
    task->resume = result ? PTRACE_SYSCALL : PTRACE_CONT;
    if (call_at(event.call)->role == ROLE_CLOSE)
        close_now(trace, task, (int)event.arguments[0]);
    enum trace_action action;
    if (is_silent(trace, &event)) {
        free(event.text);
        event.text = NULL;
        task->entered = event;
        action = ask_policy(trace, &event);
    } else {
        event.place = task_place(trace, task, true);
        event.brief = !result;
        action = trace_emit(trace, &event);
        task->entered = event;
        task->entered.text = NULL; /* the log's */
    }
    task->held = action == TRACE_HOLD;
}

/* ---- return ---- */

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

static void reaped(struct trace *trace, struct task *task,
                   const struct event *leave)
{
    int64_t pid = leave->result;
    if (strcmp(call_at(leave->call)->name, "waitid") == 0) {
        siginfo_t info = { 0 };
        if (leave->result < 0 || leave->arguments[2] == 0 ||
            (leave->arguments[3] & WNOWAIT) ||
            proc_memory(task->group, (uint64_t)leave->arguments[2], &info,
                        sizeof info) <= 0)
            return;
        pid = trace_named(trace, info.si_pid);
    }
    const struct process *child = world_process(&trace->world, (int)pid);
    if (!child || process_alive(child))
        return; /* stopped or continued, not ended */
    struct event event = event_make(EVENT_REAP, task->shown_pid);
    event.other = (int)pid;
    event.place = task->entered.place;
    (void)trace_emit(trace, &event);
}

static void pipe_resized(struct trace *trace, struct task *task,
                         const struct event *leave)
{
    struct event event = event_make(EVENT_FILL, task->shown_pid);
    int64_t capacity;
    event.object = leave->object;
    if (proc_pipe_fill(task->group, leave->fd, &event.result, &capacity) == -1)
        return;
    event.value = (int)capacity;
    const struct object *object = world_object(&trace->world, leave->object);
    if (object->fill != event.result || object->capacity != capacity)
        (void)trace_emit(trace, &event);
}

/* What the call that returned did to the descriptor table. */
static void descriptors_changed(struct trace *trace, struct task *task,
                                const struct event *leave)
{
    struct place place = leave->place;
    switch (call_at(leave->call)->role) {
    case ROLE_PIPE:
        learn_pair(trace, task, (uint64_t)leave->arguments[0], place);
        break;
    case ROLE_PAIR:
        learn_pair(trace, task, (uint64_t)leave->arguments[3], place);
        break;
    case ROLE_OPEN:
    case ROLE_DUP:
        trace_learn(trace, task, (int)leave->result, place, false);
        break;
    case ROLE_FCNTL:
        if (leave->arguments[1] == F_SETFD || leave->arguments[1] == F_SETFL)
            trace_learn(trace, task, leave->fd, place, false);
        else if (leave->arguments[1] == F_SETPIPE_SZ)
            pipe_resized(trace, task, leave);
        else if (leave->arguments[1] == F_DUPFD ||
                 leave->arguments[1] == F_DUPFD_CLOEXEC)
            trace_learn(trace, task, (int)leave->result, place, false);
        break;
    case ROLE_CLOSE_RANGE: trace_learn_all(trace, task, false); break;
    default: break;
    }
}

/* Objects that others outside fill or empty, and bytes moved without passing
 * through memory, are asked for instead of added up. */
static void fill_asked(struct trace *trace, struct task *task,
                       const struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    if (!object || (object->kind != OBJECT_PIPE && object->kind != OBJECT_FIFO))
        return;
    if (object->before || call_at(leave->call)->role == ROLE_MOVE)
        pipe_resized(trace, task, leave);
}

/* The kernel's own codes for "interrupted: restart, or fail with EINTR" are
 * never seen by a program. When the call is restarted it is entered anew. */
static int64_t as_program_sees(int64_t result)
{
    return result <= -512 && result >= -516 ? -EINTR : result;
}

void call_left(struct trace *trace, struct task *task)
{
    struct registers registers;
    if (registers_get(task->tid, &registers) == -1)
        return;
    struct event event = task->entered;
    event.kind = EVENT_LEAVE;
    event.result = as_program_sees(registers_result(&registers));
    if (call_at(event.call)->role == ROLE_WAIT && event.result > 0)
        event.result = trace_named(trace, event.result);
    bool silent = is_silent(trace, &event);
    task->in_call = false;
    task->told_asleep = false;
    bool loader = call_at(event.call)->role == ROLE_OPEN && event.result >= 0 &&
                  trace_is_loader_file(task, (int)event.result);
    if (silent && event.result >= 0 && !loader)
        event.place = task_place(trace, task, true);
    if (event.result >= 0)
        descriptors_changed(trace, task, &event);
    if (silent && (event.result >= 0 || !is_own_program(trace, event.pid)))
        return; /* other people's programs may try and fail as they like */
    const struct call_info *info = call_at(event.call);
    if (info->role == ROLE_READ && event.result > 0)
        payload_of(task, &event, event.result);
    if (info->role == ROLE_WAIT)
        reaped(trace, task, &event);
    if (!event.place.file && event.result < 0)
        event.place = task_place(trace, task, false);
    task->held = trace_emit(trace, &event) == TRACE_HOLD;
    fill_asked(trace, task, &event);
}
