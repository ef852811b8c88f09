/* look_sleep.c - what a task does: asleep in a call, stopped, or on its way.
 *
 *   figures ──► state, call, arguments ──► figures again: the same? Then it
 *   slept from the first to the last, and what was read belongs together.
 *
 * As long as the figures stay, it has not run, and nothing need be read anew.
 */
#include "observe/look_private.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#define TELL_AGAIN_US 1000000 /* sleeping in the same call, over and over */

static bool same_activity(const struct activity *one,
                          const struct activity *two)
{
    return one->ran_ns == two->ran_ns && one->turns == two->turns;
}

static bool is_stopped(char state)
{
    return state == 'T' || state == 't';
}

/* A parent waits for its child of vfork in state D; all else that sleeps so
 * does not for long. */
static bool is_vfork(struct task *task, const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    if (!info || info->role != ROLE_FORK)
        return false;
    uint64_t flags = (uint64_t)event->arguments[0];
    if (strcmp(info->name, "clone3") == 0 &&
        proc_memory(task->group, flags, &flags, sizeof flags) !=
            (ssize_t)sizeof flags)
        return false;
    return strcmp(info->name, "vfork") == 0 || flags & CLONE_VFORK;
}

/* Fills event. Returns false if the task is not asleep in a call. */
static bool describe(struct trace *trace, struct task *task, enum unseen unseen,
                     char state, struct event *event)
{
    event->value = -1;
    if (state != 'S' && state != 'D' && !is_stopped(state))
        return false;
    switch (unseen) {
    case UNSEEN_NOTHING:
        trace_describe(trace, task, event);
        return event->text && (state != 'D' || is_vfork(task, event));
    case UNSEEN_NAMESPACE: { /* its numbers mean something else than ours */
        long number = proc_call(task->tid, NULL);
        if (number >= 0)
            event->text = strdup(call_number_name(number));
        return event->text && state != 'D';
    }
    default:
        event->text = strdup("a call that cannot be seen");
        return event->text && state != 'D';
    }
}

/* ---- telling ---- */

static void tell_awake(struct trace *trace, const struct task *task)
{
    struct event event = event_make(EVENT_AWAKE, task->shown_pid);
    event.tid = task->shown_tid;
    (void)trace_emit(trace, &event);
}

static bool is_told(const struct thread *thread, const struct event *event)
{
    return thread->asleep && thread->call == event->call &&
           thread->fd == event->fd && thread->object == event->object &&
           memcmp(thread->arguments, event->arguments,
                  sizeof thread->arguments) == 0 &&
           thread->watched && strcmp(thread->watched, event->text) == 0;
}

/* A verdict stands only while nobody moves; else the same sleep as before need
 * not be told ten times a second. */
static void tell_asleep(struct trace *trace, struct task *task,
                        struct event *event)
{
    const struct process *process = world_process(&trace->world, event->pid);
    const struct thread *thread = world_thread(process, event->tid);
    uint64_t now = trace_now_us();
    bool again = thread && is_told(thread, event);
    if (thread && thread->asleep && trace->world.verdict) {
        tell_awake(trace, task);
        again = false;
    }
    if (again && now - task->looked.told_us < TELL_AGAIN_US) {
        free(event->text);
        return;
    }
    task->looked.told_us = now;
    (void)trace_emit(trace, event);
}

static void tell_stopped(struct trace *trace, const struct task *task,
                         bool stopped)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    if (process->stopped == stopped)
        return;
    struct event event =
        event_make(stopped ? EVENT_STOP : EVENT_AWAKE, task->shown_pid);
    event.tid = task->shown_tid;
    (void)trace_emit(trace, &event);
}

/* ---- one task ---- */

static void see(struct trace *trace, struct task *task, char state,
                const struct activity *before)
{
    struct task *leader = look_leader(trace, task);
    struct event event = event_make(EVENT_ASLEEP, task->shown_pid);
    event.tid = task->shown_tid;
    bool asleep = describe(trace, task, leader->looked.unseen, state, &event);
    /* A descriptor that is new to us: so the whole table is. */
    if (asleep && event.fd >= 0 && event.object == 0 &&
        look_compare(trace, leader)) {
        free(event.text);
        event.text = NULL;
        event.fd = -1;
        asleep = describe(trace, task, leader->looked.unseen, state, &event);
    }
    struct looked *looked = &task->looked;
    looked->asleep =
        asleep &&
        proc_activity(looked->activity_fd, task->tid, &looked->activity) == 0 &&
        same_activity(before, &looked->activity);
    /* Whoever is told to be awake is not stopped either. */
    if (!is_stopped(state))
        tell_stopped(trace, task, false);
    const struct thread *thread = world_thread(
        world_process(&trace->world, task->shown_pid), task->shown_tid);
    if (looked->asleep) {
        tell_asleep(trace, task, &event);
    } else {
        free(event.text);
        looked->activity = *before;
        if (thread && thread->asleep)
            tell_awake(trace, task);
    }
    if (is_stopped(state))
        tell_stopped(trace, task, true);
}

bool look_at(struct trace *trace, struct task *task)
{
    struct activity now;
    struct stat_facts facts;
    struct looked *looked = &task->looked;
    struct task *leader = look_leader(trace, task);
    if (!leader || proc_activity(looked->activity_fd, task->tid, &now) == -1)
        return false;
    if (looked->zombie ||
        (looked->asleep && same_activity(&now, &looked->activity)))
        return true;
    leader->looked.moved = leader->looked.stale = true;
    trace->look->moved = true;
    if (proc_stat(task->tid, &facts) == -1)
        return false;
    if (facts.state == 'Z' || facts.state == 'X') {
        looked->asleep = true; /* it will never run again */
        looked->activity = now;
        if (task == leader)
            look_zombie(trace, leader);
        return task == leader;
    }
    if (task == leader)
        look_program(trace, leader);
    see(trace, task, facts.state, &now);
    return true;
}

bool look_still_asleep(const struct task *task)
{
    struct activity now;
    struct stat_facts facts;
    if (task->looked.zombie)
        return true;
    return task->looked.asleep &&
           proc_activity(task->looked.activity_fd, task->tid, &now) == 0 &&
           same_activity(&now, &task->looked.activity) &&
           proc_stat(task->tid, &facts) == 0 && facts.state != 'R';
}
