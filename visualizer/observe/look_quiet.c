/* look_quiet.c - does anything still move, of those who are looked at?
 *
 *   look k        look k+1                            its end
 *   described ────── has nobody run since? ── tables, ──── has nobody run since,
 *                                             states,      and is nobody about
 *                                             others       to run?
 *
 * Whoever was described asleep and has not run until the end slept all the
 * while: so all slept at once, and what was read in between is true of that
 * time. What may wake somebody but cannot be seen (an alarm that was set before)
 * is told with the verdict.
 */
#include "observe/look_private.h"
#include "observe/waits.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_US 1000000

/* ---- descriptors ---- */

static void describe_again(struct trace *trace, pid_t pid)
{
    for (int i = 0; i < trace->task_count; i++)
        if (trace->tasks[i].group == pid && !trace->tasks[i].looked.zombie)
            trace->tasks[i].looked.asleep = false;
}

bool look_compare(struct trace *trace, struct task *leader)
{
    uint64_t table = proc_table(leader->tid);
    leader->looked.table_us = trace_now_us();
    if (table == leader->looked.table)
        return false;
    leader->looked.table = table;
    size_t before = trace->log.count;
    trace_learn_all(trace, leader, true);
    if (trace->log.count == before)
        return false;
    describe_again(trace, leader->tid);
    return true;
}

static bool is_leader(const struct task *task)
{
    return task->tid == task->group && !task->looked.zombie;
}

/* ---- states ---- */

static void mark_objects(const struct trace *trace, const struct task *leader,
                         bool *marked)
{
    const struct process *process =
        world_process(&trace->world, leader->shown_pid);
    for (int fd = 0; process && fd < process->descriptor_limit; fd++)
        marked[process->descriptors[fd].object] = true;
    for (int i = 0; process && i < process->mapping_count; i++)
        marked[process->mappings[i].object] = true;
}

/* Somebody sleeps in a read from it and has not run since: it is empty still. A
 * parent of a hundred such readers has moved, and its pipes need no look. */
static void unmark_awaited(const struct trace *trace, const struct task *task,
                           bool *marked)
{
    const struct task *leader = look_leader(trace, task);
    if (!task->looked.asleep || !leader || leader->looked.moved)
        return;
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct thread *thread =
        process ? world_thread(process, task->shown_tid) : NULL;
    const struct call_info *info = thread ? call_at(thread->call) : NULL;
    if (thread && thread->asleep && info && info->role == ROLE_READ)
        marked[thread->object] = false;
}

/* The locks on a file are asked for when somebody waits for one. */
static void ask_locks(struct trace *trace)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            const struct thread *thread = &process->threads[t];
            const struct call_info *info = call_at(thread->call);
            const struct object *file =
                world_object(&trace->world, thread->object);
            if (thread->asleep && file && info &&
                (info->role == ROLE_LOCK || info->role == ROLE_FCNTL))
                see_lock_ask(trace, file);
        }
    }
}

/* What is in an object changes by those who have it: asked when one of them has
 * moved; of all once a second, because others may have it as well. */
static void ask_states(struct trace *trace, bool all)
{
    int count = trace->world.object_count;
    bool *marked = calloc((size_t)trace->world.last_object + 1, sizeof *marked);
    if (!marked)
        err(1, "calloc");
    for (int i = 0; i < trace->task_count; i++)
        if (is_leader(&trace->tasks[i]) && trace->tasks[i].looked.moved)
            mark_objects(trace, &trace->tasks[i], marked);
    for (int i = 0; i < trace->task_count; i++)
        unmark_awaited(trace, &trace->tasks[i], marked);
    for (int i = 0; i < count; i++) {
        const struct object *object = &trace->world.objects[i];
        const struct see_object *see = see_object_of(object->kind);
        if (see->ask && (all || marked[object->id] || object->parent))
            see->ask(trace, object);
    }
    free(marked);
}

void look_learn(struct trace *trace)
{
    uint64_t now = trace_now_us();
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        if (is_leader(task) && task->looked.stale &&
            now - task->looked.table_us >= SECOND_US)
            (void)look_compare(trace, task);
    }
    ask_states(trace, trace->look->second);
}

/* ---- what may come from outside ---- */

/* Has a thread that waits for a child children that are not known as its own? */
static bool has_other_children(const struct trace *trace, pid_t pid)
{
    bool found = false;
    for (int i = 0; i < trace->task_count && !found; i++) {
        int *ids, count;
        if (trace->tasks[i].group != pid)
            continue;
        count = proc_children(pid, trace->tasks[i].tid, &ids);
        found = count == -1;
        for (int c = 0; c < count && !found; c++) {
            const struct process *child = world_process(&trace->world, ids[c]);
            found = !child || child->parent != pid;
        }
        free(ids);
    }
    return found;
}

static void tell_freedom(struct trace *trace, const struct task *leader)
{
    const struct process *process =
        world_process(&trace->world, leader->shown_pid);
    int bits = 0;
    if (proc_may_have_timer(leader->tid))
        bits |= OUTSIDE_TIMER;
    if (has_other_children(trace, leader->tid))
        bits |= OUTSIDE_CHILD;
    if (!process || process->outside == bits)
        return;
    struct event event = event_make(EVENT_OUTSIDE, leader->shown_pid);
    event.value = bits;
    (void)trace_emit(trace, &event);
}

/* ---- pipes into which nobody has spoken yet ---- */

static bool all_writers_are_silent(const struct trace *trace, int object)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        if (process_alive(process) &&
            process_has(process, object, ACCESS_WRITE) &&
            proc_writes(process->pid) != 0)
            return false;
    }
    return true;
}

/* What went through a pipe before cannot be known. But who has never written
 * anything has not written into it; causes are told by that. */
static void tell_silent(struct trace *trace)
{
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        bool known = object_fact(object, "silent", 0) == 1;
        bool silent = object->kind == OBJECT_PIPE && !object->outside &&
                      object->fill == 0 &&
                      all_writers_are_silent(trace, object->id);
        if (silent != known)
            see_state(trace, object, object->fill, object->capacity,
                      object->owner, strdup(silent ? "silent=1" : "silent=0"));
    }
}

/* ---- the proof ---- */

static bool all_asleep(const struct trace *trace)
{
    for (int i = 0; i < trace->task_count; i++)
        if (!trace->tasks[i].looked.asleep && !trace->tasks[i].looked.zombie)
            return false;
    return true;
}

/* All about those who have moved since the last proof. Returns false if one of
 * them has to be described anew. */
static bool learn_the_rest(struct trace *trace)
{
    bool same = true;
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        const struct task *leader = look_leader(trace, task);
        if (leader && leader->looked.stale && !leader->looked.zombie)
            see_signals(trace, task);
    }
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        if (!is_leader(task) || !task->looked.stale)
            continue;
        same &= !look_compare(trace, task);
        see_mappings(trace, task);
        tell_freedom(trace, task);
        task->looked.stale = false;
    }
    return same;
}

static bool still_asleep(const struct trace *trace)
{
    for (int i = 0; i < trace->task_count; i++)
        if (!look_still_asleep(&trace->tasks[i]))
            return false;
    return true;
}

static void tell_quiet(struct trace *trace)
{
    const struct log *log = &trace->log;
    enum quiet_verdict verdict = wait_verdict(&trace->world);
    const struct event *last = log->count ? log_at(log, log->count - 1) : NULL;
    if (last && last->kind == EVENT_QUIET && last->value == (int)verdict)
        return;
    struct event event = event_make(EVENT_QUIET, 0);
    event.value = verdict;
    if (verdict == QUIET_STUCK)
        event.text = strdup(LOOK_CONDITION);
    (void)trace_emit(trace, &event);
}

bool look_is_quiet(struct trace *trace)
{
    struct look *look = trace->look;
    if (look->moved || !all_asleep(trace) || look_alive(trace) == 0)
        return false;
    if (look->quiet && (!look_outside_is_due(look) ||
                        look_outside_is_same(trace) || !look_may_search(look)))
        return true;
    if (!learn_the_rest(trace) || !look_may_search(look))
        return false;
    if (!look->quiet)
        ask_states(trace, true);
    ask_locks(trace);
    look_outside(trace);
    if (wait_verdict(&trace->world) == QUIET_STUCK)
        tell_silent(trace);
    if (!still_asleep(trace))
        return false;
    tell_quiet(trace);
    return true;
}
