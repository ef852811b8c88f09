/* trace_calls.c - what a watched call means for descriptors and objects.
 *
 *   entry stop ─► EVENT_ENTER (unless the call is of no interest by itself)
 *   return stop ─► EVENT_OPEN / EVENT_CLOSE for what it did to descriptors,
 *                  EVENT_REAP for a collected child, EVENT_LEAVE
 */
#include "observe/see_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ptrace.h>

/* ---- entry ---- */

static bool is_plain_file(const struct trace *trace, int object)
{
    const struct object *known = world_object(&trace->world, object);
    return known &&
           (known->kind == OBJECT_FILE || known->kind == OBJECT_MEMORY ||
            known->kind == OBJECT_TERMINAL);
}

static bool is_own_program(const struct trace *trace, int pid)
{
    const struct process *process = world_process(&trace->world, pid);
    return process && process->own_program;
}

static enum object_kind kind_of(const struct trace *trace,
                                const struct event *event)
{
    return world_object(&trace->world, event->object)->kind;
}

/* Calls that are told by what they do (EVENT_OPEN, EVENT_CLOSE, EVENT_FORK),
 * not by an entry of their own, and reads of the loader's files. */
static bool is_silent(const struct trace *trace, const struct event *event)
{
    enum call_role role = call_at(event->call)->role;
    if (role == ROLE_FCNTL)
        return !see_is_lock(event);
    if (role == ROLE_READ)
        return event->object == 0 || kind_of(trace, event) == OBJECT_FILE ||
               kind_of(trace, event) == OBJECT_MEMORY;
    if (role == ROLE_OPEN) /* the open of a FIFO may wait, and says for what */
        return event->object == 0;
    return see_call_of(role)->silent;
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
    const struct see_call *see = see_call_of(call_at(event.call)->role);
    event.value = -1;
    if (see->entry)
        see->entry(trace, task, &event);
    bool result = needs_return(trace, &event);
    task->in_call = result;
    task->call = event.call;
    task->told_asleep = false;
    undo_entered(task);
    task->resume = result ? PTRACE_SYSCALL : PTRACE_CONT;
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

/* Bytes in a pipe that only the run uses are added up; the state of everything
 * else is asked for. */
static void ask_state(struct trace *trace, const struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    enum call_role role = call_at(leave->call)->role;
    if (object && (role == ROLE_LOCK || role == ROLE_FCNTL)) {
        see_lock_ask(trace, object);
        return;
    }
    if (!object || !see_object_of(object->kind)->ask)
        return;
    /* Whoever knows its name may use a FIFO too. */
    if (object->kind == OBJECT_SOCKET)
        see_socket_used(trace, leave);
    else if (object->kind != OBJECT_PIPE || object->before || role == ROLE_MOVE)
        see_object_of(object->kind)->ask(trace, object);
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
    const struct see_call *see = see_call_of(call_at(event.call)->role);
    bool silent = is_silent(trace, &event), failed = event.result < 0;
    undo_left(trace, task, &registers);
    task->in_call = false;
    task->told_asleep = false;
    bool loader = call_at(event.call)->role == ROLE_OPEN && !failed &&
                  trace_is_loader_file(task, (int)event.result);
    if (silent && !failed && !loader)
        event.place = task_place(trace, task, true);
    if (!failed && see->done)
        see->done(trace, task, &event);
    if (silent && (!failed || !is_own_program(trace, event.pid)))
        return; /* other people's programs may try and fail as they like */
    if (!event.place.file && failed)
        event.place = task_place(trace, task, false);
    task->held = trace_emit(trace, &event) == TRACE_HOLD;
    ask_state(trace, &event);
}
