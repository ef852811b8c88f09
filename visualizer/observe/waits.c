/* waits.c - does this thread wait, and can anybody still move? */
#include "observe/wait_rules.h"

#include <err.h>
#include <stdlib.h>

/* Who runs beside others can be reached by them: by a signal, and at whatever has
 * a name. */
static bool open_to_others(const struct world *world, const struct wait *wait)
{
    const struct object *object = world_object(world, wait->object);
    switch (wait->kind) {
    case WAIT_SIGNAL:
    case WAIT_OPEN:
    case WAIT_PARTNER:
    case WAIT_MESSAGE:
    case WAIT_SPACE: return true;
    case WAIT_COUNT:
    case WAIT_MUTEX:
    case WAIT_NOTICE:
        if (object && object->parent)
            object = world_object(world, object->parent);
        return !object || object->outside;
    default: return false;
    }
}

bool wait_of(const struct world *world, const struct process *process,
             const struct thread *thread, struct wait *wait)
{
    *wait = (struct wait){ .pid = process->pid,
                           .tid = thread->tid,
                           .object = thread->object,
                           .fd = thread->fd };
    if (!process_alive(process))
        return false;
    wait->finite = wait_clock_helps(process, 0);
    if (process->stopped) {
        wait->kind = WAIT_STOPPED;
        wait->outside = true; /* whoever sits at the terminal can do it */
        return true;
    }
    if (process->vfork_child) {
        wait->kind = WAIT_VFORK;
        wait_add(wait, process->vfork_child, 0, -1);
        return true;
    }
    if (!thread->asleep)
        return false;
    /* Sent, neither blocked nor ignored: it wakes up in this moment. */
    if ((thread->pending | process->pending) &
        ~(thread->blocked | process->ignored))
        wait->outside = true;
    const struct call_info *info = call_at(thread->call);
    wait_rule_of(info ? info->role : ROLE_NONE)(world, process, thread, wait);
    if (process->outside & OUTSIDE_TIMER ||
        (process->beside_others && open_to_others(world, wait)))
        wait->outside = true;
    return true;
}

/* ---- the proof ---- */

/* Nobody but the members of a set of sleepers could wake any of them, none has
 * a timer and nobody outside holds a key: then no member ever runs again. The
 * set is found by taking everybody and removing whoever can still be freed,
 * until nothing changes. */
static bool can_be_freed(const struct world *world, const struct wait *wait,
                         const bool *may_run)
{
    if (wait->finite || wait->outside)
        return true;
    for (int i = 0; i < wait->waker_count; i++)
        for (int p = 0; p < world->process_count; p++)
            if (world->processes[p].pid == wait->wakers[i].pid && may_run[p])
                return true;
    return false;
}

static bool process_may_run(const struct world *world, int index,
                            const bool *may_run)
{
    const struct process *process = &world->processes[index];
    for (int t = 0; t < process->thread_count; t++) {
        struct wait wait;
        if (!wait_of(world, process, &process->threads[t], &wait) ||
            can_be_freed(world, &wait, may_run))
            return true;
    }
    return false;
}

enum quiet_verdict wait_verdict(const struct world *world)
{
    bool *may_run = calloc((size_t)world->process_count + 1, sizeof *may_run);
    if (!may_run)
        err(1, "calloc");
    int alive = 0, sleepers = 0, freed = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        alive += process_alive(process);
        for (int t = 0; process_alive(process) && t < process->thread_count;
             t++) {
            struct wait wait;
            if (!wait_of(world, process, &process->threads[t], &wait)) {
                free(may_run);
                return QUIET_MOVING;
            }
            sleepers++;
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < world->process_count; i++) {
            if (may_run[i] || !process_alive(&world->processes[i]) ||
                !process_may_run(world, i, may_run))
                continue;
            may_run[i] = changed = true;
            freed++;
        }
    }
    free(may_run);
    if (alive == 0)
        return QUIET_DONE;
    return freed == 0 && sleepers > 0 ? QUIET_STUCK : QUIET_WAITING;
}

bool wait_is_finite(const struct world *world)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            struct wait wait;
            if (wait_of(world, process, &process->threads[t], &wait) &&
                wait.finite)
                return true;
        }
    }
    return false;
}
