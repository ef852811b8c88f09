/* look_tasks.c - processes and threads that come and go.
 *
 *   /proc ──new──► does it belong here? ──► EVENT_START, or EVENT_FORK of a
 *                                           parent that does, EVENT_THREAD
 *   gone from /proc ──► EVENT_GONE, EVENT_REAP, EVENT_THREAD_GONE
 */
#include "observe/look_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct task *look_leader(const struct trace *trace, const struct task *task)
{
    return task_find(trace, task->group);
}

int look_alive(const struct trace *trace)
{
    int alive = 0;
    for (int i = 0; i < trace->world.process_count; i++)
        alive += process_alive(&trace->world.processes[i]);
    return alive;
}

/* ---- who comes ---- */

static struct task *add_task(struct trace *trace, pid_t tid, pid_t group)
{
    struct task *task = task_add(trace, tid);
    task->group = group;
    task->shown_tid = tid;
    task->shown_pid = group;
    task->recorded = true;
    task->looked.activity_fd = proc_activity_open(tid);
    return task;
}

void look_add_threads(struct trace *trace, pid_t pid)
{
    int *tids, count = proc_threads(pid, &tids);
    int known = 0; /* these stand first */
    for (int i = 0; i < count; i++) {
        if (task_find(trace, tids[i])) {
            tids[i] = tids[known];
            known++;
            continue;
        }
        int image = task_find(trace, pid)->image;
        add_task(trace, tids[i], pid)->image = image;
        struct event event = event_make(EVENT_THREAD, pid);
        event.tid = event.other = tids[i]; /* which of them made it? */
        (void)trace_emit(trace, &event);
    }
    for (int i = known; i < count; i++) {
        struct task *task = task_find(trace, tids[i]);
        if (task && !look_at(trace, task))
            look_gone(trace, task);
    }
    free(tids);
}

/* A program that has ended before the first look has lost its command line. */
static char *name_of(const struct trace *trace, const struct task *task)
{
    char *name = proc_command(task->tid);
    if (name)
        return name;
    return trace->look->given && task->tid == trace->child
               ? strdup(trace->look->given)
               : proc_name(task->tid);
}

static void tell_exec(struct trace *trace, struct task *task)
{
    task->image = ++trace->images;
    struct event event = event_make(EVENT_EXEC, task->shown_pid);
    event.text = name_of(trace, task);
    (void)trace_emit(trace, &event);
}

/* It belongs to a process that is here: so that one made it. */
static void tell_fork(struct trace *trace, struct task *task,
                      const struct task *parent)
{
    struct event event = event_make(EVENT_FORK, parent->shown_pid);
    event.other = task->shown_pid;
    task->image = parent->image;
    (void)trace_emit(trace, &event);
    if (task->looked.program != parent->looked.program)
        tell_exec(trace, task);
}

static void tell_start(struct trace *trace, struct task *task, pid_t parent)
{
    const struct task *other = task_find(trace, parent);
    bool same = !other || proc_same_program(task->tid, parent);
    struct event event = event_make(EVENT_START, task->shown_pid);
    event.other = parent;
    event.value = ORIGIN_BESIDE_OTHERS | (same ? 0 : ORIGIN_OTHER_PROGRAM);
    event.text = name_of(trace, task);
    task->image = other && same ? other->image : ++trace->images;
    (void)trace_emit(trace, &event);
}

void look_add(struct trace *trace, pid_t pid, bool beginning)
{
    struct stat_facts facts;
    if (proc_stat(pid, &facts) == -1 || facts.kernel || facts.state == 'X')
        return;
    struct task *task = add_task(trace, pid, pid);
    const struct task *parent = task_find(trace, facts.parent);
    task->looked.unseen =
        facts.state == 'Z' ? UNSEEN_NOTHING : look_unseen_of(pid);
    task->looked.program = proc_program(pid);
    if (!trace->root)
        trace->root = pid;
    if (parent && !beginning && !parent->looked.zombie)
        tell_fork(trace, task, parent);
    else
        tell_start(trace, task, facts.parent);
    task->looked.table = proc_table(pid);
    task->looked.table_us = trace_now_us();
    trace_learn_all(trace, task, true);
    see_mappings(trace, task);
    look_add_threads(trace, pid);
    task = task_find(trace, pid); /* the table may have moved */
    if (task && !look_at(trace, task))
        look_gone(trace, task);
}

void look_program(struct trace *trace, struct task *leader)
{
    uint64_t program = proc_program(leader->tid);
    if (program == leader->looked.program || proc_is_starting(leader->tid))
        return;
    leader->looked.program = program;
    leader->looked.unseen = look_unseen_of(leader->tid);
    tell_exec(trace, leader);
}

/* ---- who goes ---- */

static void tell_thread_gone(struct trace *trace, const struct task *task)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    struct event event = event_make(EVENT_THREAD_GONE, task->shown_pid);
    event.tid = task->shown_tid;
    if (process && world_thread(process, task->shown_tid))
        (void)trace_emit(trace, &event);
}

static void tell_end(struct trace *trace, const struct task *leader, int status)
{
    struct event event = event_make(EVENT_GONE, leader->shown_pid);
    event.result = status;
    (void)trace_emit(trace, &event);
}

void look_zombie(struct trace *trace, struct task *leader)
{
    struct stat_facts facts;
    int user = proc_user(leader->tid);
    bool known = proc_stat(leader->tid, &facts) == 0 &&
                 (trace->look->user == 0 || user == trace->look->user);
    if (facts.threads > 1) { /* the others go on */
        tell_thread_gone(trace, leader);
        return;
    }
    leader->looked.zombie = true;
    tell_end(trace, leader, known ? facts.exit_code : STATUS_UNKNOWN);
}

static void forget(struct trace *trace, struct task *task)
{
    if (task->looked.activity_fd != -1)
        (void)close(task->looked.activity_fd);
    task_remove(trace, task);
}

static void thread_gone(struct trace *trace, struct task *task)
{
    struct stat_facts facts;
    pid_t pid = task->group;
    tell_thread_gone(trace, task);
    forget(trace, task);
    struct task *leader = task_find(trace, pid);
    /* The first thread had ended before it, and the process ends with it. */
    if (leader && !leader->looked.zombie && proc_stat(pid, &facts) == 0 &&
        facts.state == 'Z' && facts.threads <= 1)
        look_zombie(trace, leader);
}

void look_gone(struct trace *trace, struct task *task)
{
    pid_t pid = task->group;
    trace->look->moved = true;
    if (task->tid != pid) {
        thread_gone(trace, task);
        return;
    }
    struct task leader = *task;
    for (int i = trace->task_count - 1; i >= 0; i--)
        if (trace->tasks[i].group == pid)
            forget(trace, &trace->tasks[i]);
    const struct process *process = world_process(&trace->world, pid);
    if (process && process_alive(process))
        tell_end(trace, &leader, STATUS_UNKNOWN);
    process = world_process(&trace->world, pid);
    if (!process || process->state != PROCESS_ZOMBIE)
        return;
    struct event event = event_make(EVENT_REAP, process->parent);
    event.other = pid;
    (void)trace_emit(trace, &event);
}
