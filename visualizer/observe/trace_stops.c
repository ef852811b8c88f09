/* trace_stops.c - one function for each way in which a task can stop.
 *
 *   running ──stop──► handled here ──► event(s) ──► resumed (or held)
 *
 * A stop is handled completely before its task moves again, so the log has a
 * total order and the world is never ahead of what really happened.
 */
#include "observe/see.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

static void name_task(struct trace *trace, struct task *task)
{
    int inner = trace->options.canonical_pids ? ++trace->births
                                              : proc_inner_pid(task->tid);
    task->shown_tid = inner ? inner : task->tid;
    task->shown_pid = task->shown_tid;
    task->recorded = true;
    if (trace->options.canonical_pids)
        trace_remember_name(trace, task);
}

static void set_limits(const struct trace *trace, pid_t pid)
{
    const struct trace_options *options = &trace->options;
    for (int i = 0; options->limits && options->limit_kinds[i] >= 0; i++)
        (void)prlimit(pid, (enum __rlimit_resource)options->limit_kinds[i],
                      &options->limits[i], NULL);
}

/* The kernel does so to every program under an ordinary user's tracer, and the
 * filter (no_new_privs) to those of root's. */
static void tell_lacking_rights(struct trace *trace, const struct task *task)
{
    if (!proc_lacks_rights(task->tid))
        return;
    char *name = proc_command(task->tid), *text = NULL;
    if (asprintf(&text,
                 "%.*s has rights of its own when it runs alone (set-user-ID "
                 "or capabilities); a program that is followed does not get "
                 "them",
                 name ? (int)strcspn(name, " ") : 0, name) != -1)
        trace_note(trace, text);
    free(name);
}

static void program_started(struct trace *trace, struct task *task)
{
    name_task(trace, task);
    set_limits(trace, task->tid);
    trace->root = task->shown_pid;
    struct event event = event_make(EVENT_START, task->shown_pid);
    event.text = proc_command(task->tid);
    task->held = trace_emit(trace, &event) == TRACE_HOLD;
    trace_learn_all(trace, task, true);
    tell_lacking_rights(trace, task);
}

/* After an exec by a thread that was not the leader, the task carries on with
 * the leader's number. ptrace(2), "execve(2) under ptrace" */
static struct task *exec_took_over(struct trace *trace, struct task *task)
{
    unsigned long former = 0;
    (void)ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &former);
    struct task *old = task_find(trace, (pid_t)former);
    if (!old || old == task)
        return task;
    pid_t tid = task->tid;
    int shown = task->shown_tid;
    task_remove(trace, old);
    task = task_find(trace, tid);
    task->shown_tid = shown;
    return task;
}

static void stopped_at_exec(struct trace *trace, struct task *task)
{
    task = exec_took_over(trace, task);
    task->exec_count++;
    task->image = ++trace->images;
    if (!task->recorded) {
        /* The launchers' own execs come first; children inherit the count. */
        if (task->exec_count > trace->options.execs_before && trace->root == 0)
            program_started(trace, task);
        return;
    }
    struct event event = event_make(EVENT_EXEC, task->shown_pid);
    event.text = proc_command(task->tid);
    event.place = task->entered.place;
    bool hold = trace_emit(trace, &event) == TRACE_HOLD;
    trace_learn_all(trace, task, false);
    tell_lacking_rights(trace, task);
    task->held = hold;
    task->resume = task->in_call ? PTRACE_SYSCALL : PTRACE_CONT;
}

static void born(struct trace *trace, struct task *parent, pid_t tid, int kind)
{
    pid_t parent_tid = parent->tid;
    struct task *child = task_find(trace, tid);
    if (!child)
        child = task_add(trace, tid);
    parent = task_find(trace, parent_tid); /* the table may have moved */
    child->newborn = false;
    child->exec_count = parent->exec_count;
    child->image = parent->image;
    if (parent->recorded) {
        child->group = proc_group(tid);
        bool thread = child->group == parent->group;
        name_task(trace, child);
        if (thread)
            child->shown_pid = parent->shown_pid;
        struct event event =
            event_make(thread ? EVENT_THREAD : EVENT_FORK, parent->shown_pid);
        event.tid = parent->shown_tid;
        event.other = child->shown_tid;
        event.value = kind;
        if (registers_get(parent->tid, &parent->registers) == 0)
            event.place = task_place(trace, parent, true);
        parent->held = trace_emit(trace, &event) == TRACE_HOLD;
    }
    if (child->stopped && !child->held)
        task_resume(child);
}

static void about_to_exit(struct trace *trace, struct task *task)
{
    if (!task->recorded || task->tid != task->group)
        return;
    unsigned long status = 0;
    (void)ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &status);
    struct event event = event_make(EVENT_EXIT, task->shown_pid);
    event.result = (int64_t)status;
    task->held = trace_emit(trace, &event) == TRACE_HOLD;
}

static bool is_fault(int number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGABRT ||
           number == SIGFPE || number == SIGILL;
}

static void signal_arrived(struct trace *trace, struct task *task, int number)
{
    siginfo_t info = { 0 };
    task->signal = number;
    if (!task->recorded)
        return;
    (void)ptrace(PTRACE_GETSIGINFO, task->tid, 0, &info);
    struct event event = event_make(EVENT_SIGNAL, task->shown_pid);
    event.tid = task->shown_tid;
    see_sender(trace, &info, &event);
    event.value = number;
    if (is_fault(number) && registers_get(task->tid, &task->registers) == 0)
        event.place = task_place(trace, task, false);
    (void)trace_emit(trace, &event);
}

static int fork_kind_of(int ptrace_event)
{
    return ptrace_event == PTRACE_EVENT_FORK    ? FORK_FORK
           : ptrace_event == PTRACE_EVENT_VFORK ? FORK_VFORK
                                                : FORK_CLONE;
}

static bool is_stop_signal(int number)
{
    return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN ||
           number == SIGTTOU;
}

static void stopped_by_signal(struct trace *trace, struct task *task,
                              int number)
{
    task->resume = PTRACE_LISTEN; /* stays stopped till SIGCONT */
    if (!task->recorded)
        return;
    struct event event = event_make(EVENT_STOP, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = number;
    (void)trace_emit(trace, &event);
}

static void stopped_at_event(struct trace *trace, struct task *task, int kind,
                             int number)
{
    unsigned long message = 0;
    switch (kind) {
    case PTRACE_EVENT_SECCOMP:
        if (task->recorded)
            call_entered(trace, task);
        break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
        (void)ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &message);
        born(trace, task, (pid_t)message, fork_kind_of(kind));
        break;
    case PTRACE_EVENT_EXEC: stopped_at_exec(trace, task); break;
    case PTRACE_EVENT_EXIT: about_to_exit(trace, task); break;
    case PTRACE_EVENT_STOP:
        if (is_stop_signal(number))
            stopped_by_signal(trace, task, number);
        break;
    default: break;
    }
}

void trace_ended(struct trace *trace, struct task *task, int status)
{
    bool leader = task->tid == task->group, told = task->recorded;
    struct event event =
        event_make(leader ? EVENT_GONE : EVENT_THREAD_GONE, task->shown_pid);
    event.tid = task->shown_tid;
    event.result = leader ? status : 0;
    task_remove(trace, task);
    if (told)
        (void)trace_emit(trace, &event);
}

void trace_handle(struct trace *trace, pid_t tid, int status)
{
    struct task *task = task_find(trace, tid);
    if (!WIFSTOPPED(status)) {
        if (task)
            trace_ended(trace, task, status);
        return;
    }
    if (!task) { /* a child whose parent's stop is still on its way */
        task = task_add(trace, tid);
        task->newborn = true;
    }
    int number = WSTOPSIG(status), kind = status >> 16;
    task->stopped = true;
    if (task->in_call)
        task->resume = PTRACE_SYSCALL;
    if (kind != 0)
        stopped_at_event(trace, task, kind, number);
    else if (number == (SIGTRAP | 0x80)) {
        task->resume = PTRACE_CONT;
        if (task->in_call)
            call_left(trace, task);
    } else
        signal_arrived(trace, task, number);
    task = task_find(trace, tid); /* the table may have moved */
    if (task && task->stopped && !task->newborn && !task->held)
        task_resume(task);
}
