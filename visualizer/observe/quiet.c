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
#include "observe/proc_kin.h"
#include "observe/see.h"
#include "observe/waits.h"

#include <err.h>
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

/* Strangers may have what was there before the run, and whatever has a name. */
static bool may_be_outside(const struct object *object)
{
    return object->before || object->kind == OBJECT_FIFO;
}

/* The other end of a socket is an object of its own. */
static bool is_about(const struct world *world, const struct wait *wait,
                     int object)
{
    const struct object *known = world_object(world, wait->object);
    return wait->kind == WAIT_EVENT || wait->object == object ||
           (known && known->peer == object);
}

/* The end of the object whose holders somebody sleeping waits for: 0 for none.
 */
static int access_waited_for(const struct world *world, int object)
{
    int access = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            struct wait wait;
            if (!wait_of(world, process, &process->threads[t], &wait) ||
                !is_about(world, &wait, object))
                continue;
            access |= wait.kind == WAIT_ROOM   ? ACCESS_READ
                      : wait.kind == WAIT_DATA ? ACCESS_WRITE
                                               : ACCESS_READ | ACCESS_WRITE;
        }
    }
    return access;
}

/* Said once: why nothing is claimed about what the program was given. */
static void tell_unseen(struct trace *trace, const struct object *object)
{
    char *text;
    if (trace->told_unseen ||
        asprintf(&text,
                 "the descriptors of some processes beside this one cannot be "
                 "seen%s: one of them may have the other end of %s",
                 proc_hides_others() ? " (/proc is mounted with hidepid)"
                                     : " (they are another user's)",
                 object->name) == -1)
        return;
    trace->told_unseen = true;
    trace_note(trace, text);
}

/* An object that was there before the run may be held by others: then they may
 * act. Asked anew each time, because a test closes its end in between. */
static void tell_outside(struct trace *trace)
{
    int count = 0;
    pid_t *ours = calloc((size_t)trace->task_count + 1, sizeof *ours);
    if (!ours)
        err(1, "calloc");
    for (int i = 0; i < trace->task_count; i++)
        if (count == 0 || ours[count - 1] != trace->tasks[i].group)
            ours[count++] = trace->tasks[i].group;
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        see_memory_outside(trace, object->id, ours, count);
        object = &trace->world.objects[i];
        if (!may_be_outside(object) ||
            (object->kind != OBJECT_PIPE && object->kind != OBJECT_FIFO &&
             object->kind != OBJECT_SOCKET))
            continue;
        int access = access_waited_for(&trace->world, object->id);
        if (!access)
            continue;
        int holder = proc_outside_holder(object->inode, access, ours, count);
        bool unseen = holder == 0 && trace->options.given_from_outside &&
                      object->before && proc_unseen_kin();
        if (unseen)
            tell_unseen(trace, object);
        object = world_object(&trace->world, object->id);
        if ((holder != 0 || unseen) == object->outside)
            continue;
        struct event event = event_make(EVENT_OUTSIDE, 0);
        event.object = object->id;
        event.value = holder != 0 || unseen;
        (void)trace_emit(trace, &event);
    }
    see_queues_outside(trace, ours, count);
    free(ours);
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
    tell_outside(trace);
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
