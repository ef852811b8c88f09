/* cause_lock.c - locks, semaphores, queues, partners and signals.
 *
 * Here nobody holds an end in vain; what is wrong is the order in which things
 * were taken, or that the one who should act sleeps as well.
 */
#include "observe/calls.h"
#include "observe/cause_blame.h"

#include <signal.h>
#include <stddef.h>

/* A lock knows which thread has it; of other objects any thread will do. */
static enum wait_kind kind_of(const struct world *world,
                              const struct wait *wait,
                              const struct waker *waker, struct wait *next)
{
    const struct object *object = world_object(world, wait->object);
    const struct process *process = world_process(world, waker->pid);
    const struct thread *owner = object && object->owner && process
                                     ? world_thread(process, object->owner)
                                     : NULL;
    if (owner && wait_of(world, process, owner, next))
        return next->kind;
    return cause_wait(world, waker->pid, next) ? next->kind : WAIT_NONE;
}

static bool is_lock(enum wait_kind kind)
{
    return kind == WAIT_MUTEX || kind == WAIT_LOCK || kind == WAIT_COUNT;
}

/* A process copied by fork waits on its own copy: no post to the other's
 * reaches it. sem_overview(7), pthread_mutexattr_setpshared(3) */
static bool is_own_copy(const struct world *world, const struct wait *wait)
{
    const struct object *object = world_object(world, wait->object);
    return object && object_fact(object, "private", 0) == 1;
}

static bool is_set(const struct world *world, const struct wait *wait)
{
    const struct object *object = world_object(world, wait->object);
    return object && object->kind == OBJECT_SEMSET;
}

static enum cause_kind crossed(const struct world *world,
                               const struct wait *wait,
                               const struct waker *waker)
{
    struct wait next;
    enum wait_kind kind = kind_of(world, wait, waker, &next);
    bool other = next.object != wait->object || next.part != wait->part;
    switch (wait->kind) {
    case WAIT_OPEN:
        return kind == WAIT_OPEN && other ? CAUSE_CROSSED_OPENS
                                          : CAUSE_NO_PARTNER;
    case WAIT_PARTNER: return CAUSE_NO_PARTNER;
    case WAIT_SPACE:
        return kind == WAIT_SPACE && other ? CAUSE_BOTH_FULL : CAUSE_CIRCLE;
    case WAIT_DATA: /* of a queue that is polled */
    case WAIT_MESSAGE: return CAUSE_NO_MESSAGE;
    case WAIT_MUTEX:
    case WAIT_LOCK:
        if (waker->pid == wait->pid && next.tid == wait->tid)
            return CAUSE_SELF_LOCK;
        return is_lock(kind) && (wait->kind == kind || kind != WAIT_COUNT)
                   ? CAUSE_LOCK_ORDER
                   : CAUSE_LOCK_KEPT;
    case WAIT_COUNT:
        if (wait->ended)
            return CAUSE_DEAD_OWNER;
        if (is_set(world, wait) && waker->pid == wait->pid &&
            next.tid == wait->tid)
            return CAUSE_SELF_LOCK;
        return kind == WAIT_COUNT && other ? CAUSE_LOCK_ORDER : CAUSE_NO_POST;
    case WAIT_NOTICE: return CAUSE_NO_WAKE;
    default: return CAUSE_NONE;
    }
}

/* In a circle of a lock and a semaphore the lock's edge tells more. */
static bool somebody_waits_for_lock(const struct world *world,
                                    const struct cause *cause)
{
    for (int i = 0; i < cause->circle_count; i++) {
        struct wait wait;
        if (cause_wait_of(world, &cause->circle[i], &wait) &&
            (wait.kind == WAIT_MUTEX || wait.kind == WAIT_LOCK))
            return true;
    }
    return false;
}

bool cause_blame_other(const struct world *world, const struct wait *wait,
                       struct cause *cause)
{
    const struct waker *waker = cause_follow(world, wait);
    enum cause_kind kind =
        is_own_copy(world, wait) ? CAUSE_OWN_COPY : crossed(world, wait, waker);
    bool lock = wait->kind == WAIT_MUTEX || wait->kind == WAIT_LOCK;
    if (kind == CAUSE_NONE || (!lock && kind != CAUSE_OWN_COPY &&
                               somebody_waits_for_lock(world, cause)))
        return false;
    cause_blame(world, cause, kind, wait, waker);
    return true;
}

static bool is_pause(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    return info && info->role == ROLE_PAUSE;
}

/* Did the signal for which it waits reach it before it began to wait? One that
 * ended an earlier wait did its work, and so did one that was fetched. */
static bool came_too_early(const struct log *log, const struct wait *wait)
{
    bool waits = false, early = false;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != wait->pid)
            continue;
        if (event->kind == EVENT_ENTER)
            waits = is_pause(event);
        else if (event->kind == EVENT_EXEC)
            waits = early = false;
        else if (event->kind == EVENT_SIGNAL && event->value != SIGCHLD &&
                 event->call < 0)
            early = !waits;
    }
    return early;
}

/* Was the owner a thread of this very process, or has fork copied the lock from
 * a process in which it lives on? In shared memory nothing is copied. */
static bool is_lost_by_fork(const struct world *world, const struct log *log,
                            const struct wait *wait)
{
    const struct object *object = world_object(world, wait->object);
    if (!object || object->parent || object->owner == wait->pid ||
        object->kind != OBJECT_MUTEX || object->owner == 0)
        return false;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_THREAD && event->pid == wait->pid &&
            event->other == object->owner)
            return false;
    }
    return true;
}

enum cause_kind cause_of_lonely(const struct world *world,
                                const struct log *log, const struct wait *wait)
{
    if (is_own_copy(world, wait))
        return CAUSE_OWN_COPY;
    switch (wait->kind) {
    case WAIT_MUTEX:
    case WAIT_LOCK:
        return is_lost_by_fork(world, log, wait) ? CAUSE_LOST_LOCK
                                                 : CAUSE_DEAD_OWNER;
    case WAIT_THREAD: return CAUSE_LOST_LOCK;
    case WAIT_SIGNAL:
        return came_too_early(log, wait) ? CAUSE_LOST_WAKEUP : CAUSE_NO_SIGNAL;
    case WAIT_OPEN:
    case WAIT_PARTNER: return CAUSE_NO_PARTNER;
    case WAIT_MESSAGE: return CAUSE_NO_MESSAGE;
    case WAIT_COUNT: return wait->ended ? CAUSE_DEAD_OWNER : CAUSE_NO_POST;
    case WAIT_NOTICE: return CAUSE_NO_WAKE;
    default: return CAUSE_CIRCLE;
    }
}
