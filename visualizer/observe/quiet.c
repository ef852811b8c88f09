/* quiet.c - does anything still move?
 *
 *   looks      finished one   first round │ second round
 *   moved since                    x──────┼──────x
 *   known         x───────────────────────┼───────────x
 *                                         └ all asleep
 *
 * Two looks at every task. If at both it sleeps and was not switched in
 * between, it slept from the one look to the other. For a task that is known
 * from a finished look that was the first one; the others are looked at in a
 * round of their own. All these spans share the moment between the end of the
 * first round and the start of the second: at that moment all slept at once.
 * Whoever sleeps can only be woken from outside, by a timer or by a held
 * process. No clock is asked.
 */
#include "observe/see.h"
#include "observe/waits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sleeping in a call, or as far gone as it can be. */
static bool looks_asleep(struct trace *trace, struct task *task,
                         uint64_t *switches)
{
    struct task_facts facts;
    if (task->held) /* unless it was killed meanwhile: that is news to come */
        return proc_sleep(task->tid, &facts) == 0 && facts.state == 't';
    /* State S alone proves nothing: a task sets it before it looks a last time
     * and goes to sleep, and may be preempted in between, ready to run. The
     * file "syscall" says "running" until the task has left the processor in
     * that state. Asked before the switches are counted, see the top. */
    bool left_processor = proc_call(task->tid, NULL) >= 0;
    if (task->stopped || proc_sleep(task->tid, &facts) == -1)
        return false;
    *switches = facts.switches;
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    if (facts.state == 'D') /* only a vfork parent sleeps like this for long */
        return task->recorded && process && process->vfork_child;
    if (facts.state == 'Z') /* its threads live on; else its end is news */
        return process && process->thread_count > 1;
    if (facts.state == 't') /* stopped for us: only a LISTEN is no news */
        return task->listening;
    if (process && process->state == PROCESS_EXITING &&
        task->tid == task->group)
        return false; /* on its way out it sleeps at times, but not for long */
    return facts.state == 'T' || (facts.state == 'S' && left_processor);
}

static bool first_round(struct trace *trace)
{
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        if (!task->known && !looks_asleep(trace, task, &task->switches))
            return false;
    }
    return true;
}

/* *again: somebody has moved unseen, who was believed to be known. */
static bool second_round(struct trace *trace, bool *again)
{
    *again = false;
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        uint64_t before = task->switches;
        bool asleep = looks_asleep(trace, task, &task->switches);
        if (asleep && task->switches == before)
            continue;
        *again = asleep && task->known;
        task->known = false;
        return false;
    }
    return true;
}

static bool all_asleep(struct trace *trace)
{
    bool again = true;
    while (again && first_round(trace))
        if (second_round(trace, &again))
            return true;
    return false;
}

/* ---- writing down what was found ---- */

/* A sleeper that was not stopped when it went to sleep (futex, open) is
 * described from /proc/PID/syscall. */
void trace_describe(struct trace *trace, struct task *task, struct event *event)
{
    long number = proc_call(task->tid, event->arguments);
    const char *name = call_number_name(number);
    event->value = -1;
    if (number < 0)
        return;
    event->call = call_by_number(number);
    event->text = strdup(name);
    uint64_t pc, stack;
    if (proc_where(task->tid, &pc, &stack) == 0) {
        task->registers = registers_asleep(pc, stack);
        event->place = task_place(trace, task, false);
    }
    const struct call_info *info = call_at(event->call);
    char *watched = event->text;
    if (!info || !see_call_of(info->role)->entry)
        return;
    see_call_of(info->role)->entry(trace, task, event);
    if (event->text != watched)
        free(watched);
}

static void tell_asleep(struct trace *trace, struct task *task)
{
    if (!task->recorded || task->held || task->told_asleep)
        return;
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    if (!process || process->vfork_child || process->stopped)
        return;
    struct event event = event_make(EVENT_ASLEEP, task->shown_pid);
    event.tid = task->shown_tid;
    event.call = task->in_call ? task->call : -1;
    if (!task->in_call) {
        trace_describe(trace, task, &event);
    } else {
        if (!task->entered.place.file)
            task->entered.place = task_place(trace, task, false);
        event.place = task->entered.place;
    }
    task->told_asleep = true;
    (void)trace_emit(trace, &event);
}

/* Could its fill have changed since the last finished look? Memory and what
 * lies in it changes without any call; epoll_ctl is not told. */
static bool may_have_changed(const struct trace *trace,
                             const struct object *object)
{
    bool socket = object->kind == OBJECT_SOCKET;
    return object->kind == OBJECT_EPOLL || object->before ||
           (socket && !object->peer) ||
           (object->kind >= OBJECT_QUEUE && object->kind <= OBJECT_FUTEX) ||
           object->touched > trace->looked ||
           trace->moved_between > trace->looked ||
           (socket && trace->last_end > trace->looked);
}

static void tell_state(struct trace *trace)
{
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        const struct see_object *see = see_object_of(object->kind);
        if (see->ask && may_have_changed(trace, object))
            see->ask(trace, object);
        object = &trace->world.objects[i]; /* asking may have moved it */
        if (see_may_be_locked(trace, object->id))
            see_lock_ask(trace, object);
    }
}

static bool is_new_silence(const struct trace *trace)
{
    size_t count = trace->log.count;
    return count == 0 || log_at(&trace->log, count - 1)->kind != EVENT_QUIET;
}

/* Threads share their descriptors: each of them may have changed the table. */
static bool is_known(const struct trace *trace, const struct task *task)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    return task->known && process && process->thread_count == 1;
}

/* What belongs to the process is asked through its first thread. */
static void learn_again(struct trace *trace, struct task *task)
{
    see_signals(trace, task);
    if (task->tid != task->group)
        return;
    trace_learn_all(trace, task, false);
    see_mappings(trace, task);
}

bool trace_is_quiet(struct trace *trace)
{
    if (!all_asleep(trace))
        return false;
    for (int i = 0; i < trace->task_count; i++)
        tell_asleep(trace, &trace->tasks[i]);
    /* What the log says about descriptors is compared with the kernel's word:
     * a proof must not rest on bookkeeping. */
    for (int i = 0; i < trace->task_count; i++)
        if (trace->tasks[i].recorded && !is_known(trace, &trace->tasks[i]))
            learn_again(trace, &trace->tasks[i]);
    if (see_network_moves(trace))
        return false;
    tell_state(trace);
    see_strangers(trace);
    if (is_new_silence(trace)) {
        struct event event = event_make(EVENT_QUIET, 0);
        event.value = wait_verdict(&trace->world);
        (void)trace_emit(trace, &event);
    }
    for (int i = 0; i < trace->task_count; i++)
        trace->tasks[i].known = true;
    trace->looked = trace->log.count;
    return true;
}
