/* trace_tasks.c - the table of traced tasks. */
#include "observe/trace_private.h"

#include <err.h>
#include <stdlib.h>
#include <sys/ptrace.h>

struct task *task_find(const struct trace *trace, pid_t tid)
{
    for (int i = 0; i < trace->task_count; i++)
        if (trace->tasks[i].tid == tid)
            return &trace->tasks[i];
    return NULL;
}

struct task *task_find_shown(const struct trace *trace, int pid)
{
    for (int i = trace->task_count - 1; i >= 0; i--)
        if (trace->tasks[i].recorded && trace->tasks[i].shown_tid == pid)
            return &trace->tasks[i];
    return NULL;
}

struct task *task_add(struct trace *trace, pid_t tid)
{
    if (trace->task_count == trace->task_room) {
        int room = trace->task_room ? 2 * trace->task_room : 16;
        struct task *tasks =
            realloc(trace->tasks, (size_t)room * sizeof *tasks);
        if (!tasks)
            err(1, "realloc");
        trace->tasks = tasks;
        trace->task_room = room;
    }
    struct task *task = &trace->tasks[trace->task_count++];
    *task = (struct task){
        .tid = tid, .group = tid, .call = -1, .resume = PTRACE_CONT
    };
    return task;
}

void task_remove(struct trace *trace, struct task *task)
{
    *task = trace->tasks[--trace->task_count];
}

void task_resume(struct task *task)
{
    task->stopped = false;
    task->held = false;
    task->known = false;
    task->listening = task->resume == PTRACE_LISTEN;
    int signal = task->signal;
    task->signal = 0;
    /* ESRCH: it was killed meanwhile; waitpid will say so. */
    (void)ptrace(task->resume, task->tid, 0, (long)signal);
    task->resume = PTRACE_CONT;
}

void trace_remember_name(struct trace *trace, const struct task *task)
{
    size_t size = (size_t)(trace->name_count + 1) * sizeof *trace->names;
    struct pid_name *names = realloc(trace->names, size);
    if (!names)
        err(1, "realloc");
    trace->names = names;
    names[trace->name_count++] =
        (struct pid_name){ .outer = task->tid, .shown = task->shown_tid };
}

int64_t trace_named(const struct trace *trace, int64_t pid)
{
    for (int i = trace->name_count - 1; i >= 0; i--)
        if (trace->names[i].outer == pid)
            return trace->names[i].shown;
    return pid;
}
