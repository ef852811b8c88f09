/* cause.c - from a stuck world to the circle and the one to blame.
 *
 * Every member of a stuck world waits for other members. Following "could wake
 * me" edges from any of them must come back to where one has been: a circle.
 * Whose fault it is depends on what they wait for: cause_pipe.c, cause_lock.c.
 */
#include "observe/cause_blame.h"

#include <string.h>

static const char *const kind_names[CAUSE_KINDS] = {
    [CAUSE_NONE] = "none",
    [CAUSE_OWN_WRITE_END] = "own-write-end",
    [CAUSE_HELD_WRITE_END] = "held-write-end",
    [CAUSE_LEAKED_END] = "leaked-end",
    [CAUSE_HELD_READ_END] = "held-read-end",
    [CAUSE_WAIT_BEFORE_READ] = "wait-before-read",
    [CAUSE_BOTH_WRITE] = "both-write",
    [CAUSE_BOTH_READ] = "both-read",
    [CAUSE_CROSSED_OPENS] = "crossed-opens",
    [CAUSE_NO_PARTNER] = "no-partner",
    [CAUSE_BOTH_FULL] = "both-full",
    [CAUSE_NO_MESSAGE] = "no-message",
    [CAUSE_LOCK_ORDER] = "lock-order",
    [CAUSE_LOCK_KEPT] = "lock-kept",
    [CAUSE_SELF_LOCK] = "self-lock",
    [CAUSE_DEAD_OWNER] = "dead-owner",
    [CAUSE_OWN_COPY] = "own-copy",
    [CAUSE_NO_POST] = "no-post",
    [CAUSE_NO_WAKE] = "no-wake",
    [CAUSE_LOST_WAKEUP] = "lost-wakeup",
    [CAUSE_LOST_LOCK] = "lost-lock",
    [CAUSE_NO_SIGNAL] = "no-signal",
    [CAUSE_CIRCLE] = "circle",
};

const char *cause_kind_name(enum cause_kind kind)
{
    return kind_names[kind];
}

/* ---- the circle ---- */

bool cause_wait(const struct world *world, int pid, struct wait *wait)
{
    const struct process *process = world_process(world, pid);
    for (int t = 0; process && t < process->thread_count; t++)
        if (wait_of(world, process, &process->threads[t], wait) &&
            wait->kind != WAIT_SIGNAL)
            return true;
    return process && process->thread_count > 0 &&
           wait_of(world, process, &process->threads[0], wait);
}

bool cause_wait_of(const struct world *world, const struct link *link,
                   struct wait *wait)
{
    const struct process *process = world_process(world, link->pid);
    const struct thread *thread =
        process ? world_thread(process, link->tid) : NULL;
    if (thread && wait_of(world, process, thread, wait))
        return true;
    return cause_wait(world, link->pid, wait);
}

/* Somebody else before oneself; who has it before who could come to it; the
 * author's own program before programs it started, because that is where the
 * mistake can be mended. */
const struct waker *cause_follow(const struct world *world,
                                 const struct wait *wait)
{
    const struct waker *best = NULL;
    int best_rank = -1;
    for (int i = 0; i < wait->waker_count; i++) {
        const struct waker *waker = &wait->wakers[i];
        const struct process *process = world_process(world, waker->pid);
        int rank = process && process->own_program ? 2 : 0;
        rank += (waker->pid != wait->pid) + (waker->holds ? 4 : 0);
        if (rank > best_rank) {
            best = waker;
            best_rank = rank;
        }
    }
    return best;
}

static int position(const struct cause *cause, const struct link *link)
{
    for (int i = 0; i < cause->circle_count; i++)
        if (cause->circle[i].pid == link->pid &&
            (!link->tid || cause->circle[i].tid == link->tid))
            return i;
    return -1;
}

/* The thread of the waker that matters: a mutex knows its owner. */
static struct link link_to(const struct world *world, const struct wait *wait,
                           const struct waker *waker)
{
    const struct object *object = world_object(world, wait->object);
    struct link link = { .pid = waker->pid };
    if (object && wait->kind == WAIT_MUTEX)
        link.tid = object->owner;
    return link;
}

/* Fills cause->circle, starting from pid. False if the way ends at somebody
 * whom nobody could wake. */
static bool find_circle(const struct world *world, int pid, struct cause *cause)
{
    struct link link = { .pid = pid };
    cause->circle_count = 0;
    while (cause->circle_count < CIRCLE_MAX) {
        struct wait wait;
        int seen = position(cause, &link);
        if (seen >= 0) { /* drop the way that led to the circle */
            cause->circle_count -= seen;
            memmove(cause->circle, cause->circle + seen,
                    (size_t)cause->circle_count * sizeof *cause->circle);
            return true;
        }
        bool waits = cause_wait_of(world, &link, &wait);
        cause->circle[cause->circle_count++] =
            (struct link){ link.pid, waits ? wait.tid : link.pid,
                           waits ? wait.object : 0 };
        const struct waker *waker = waits ? cause_follow(world, &wait) : NULL;
        if (!waker)
            return false;
        link = link_to(world, &wait, waker);
    }
    return false;
}

/* ---- whose fault ---- */

void cause_blame(const struct world *world, struct cause *cause,
                 enum cause_kind kind, const struct wait *wait,
                 const struct waker *waker)
{
    const struct process *culprit = world_process(world, waker->pid);
    const struct descriptor *held =
        culprit ? world_descriptor(culprit, waker->fd) : NULL;
    struct wait own;
    cause->kind = kind;
    cause->victim = wait->pid;
    cause->culprit = waker->pid;
    bool set = wait->kind == WAIT_EVENT && waker->object; /* one of several */
    cause->object = wait->object && !set ? wait->object : waker->object;
    cause->fd = waker->fd;
    if (held)
        cause->opened = held->opened_at;
    const struct process *victim = world_process(world, wait->pid);
    const struct thread *thread = world_thread(victim, wait->tid);
    if (thread)
        cause->stands = thread->place;
    if (cause_wait(world, waker->pid, &own)) {
        thread = world_thread(culprit, own.tid);
        /* Other people's programs have no lines; then the victim's counts. */
        if (thread && thread->place.file)
            cause->stands = thread->place;
    }
}

/* Everybody could send a signal: that nobody does is the mistake of the one who
 * waits, or the signal came before. */
static bool blame_signal(const struct world *world, const struct log *log,
                         const struct wait *wait, struct cause *cause)
{
    struct waker self = { .pid = wait->pid, .fd = -1 };
    cause->circle[0] = (struct link){ wait->pid, wait->tid, wait->object };
    cause->circle_count = 1;
    cause_blame(world, cause, cause_of_lonely(world, log, wait), wait, &self);
    return true;
}

/* poll on a POSIX queue waits for a message, not for the end of a stream. */
static bool is_queue(const struct world *world, const struct wait *wait)
{
    const struct object *object = world_object(world, wait->object);
    return object && object->kind == OBJECT_QUEUE;
}

static bool blame_member(const struct world *world, const struct log *log,
                         const struct wait *wait, struct cause *cause)
{
    if (!cause_follow(world, wait))
        return false;
    switch (wait->kind) {
    case WAIT_DATA:
    case WAIT_EVENT:
        return is_queue(world, wait) ? cause_blame_other(world, wait, cause)
                                     : cause_blame_reader(world, wait, cause);
    case WAIT_ROOM: return cause_blame_writer(world, log, wait, cause);
    case WAIT_SIGNAL: return blame_signal(world, log, wait, cause);
    default: return cause_blame_other(world, wait, cause);
    }
}

/* A wait that no process of the run could end. */
static void blame_nobody(const struct world *world, const struct log *log,
                         struct cause *cause)
{
    struct link last = cause->circle[cause->circle_count - 1];
    struct wait wait;
    const struct process *process = world_process(world, last.pid);
    if (!cause_wait_of(world, &last, &wait))
        return;
    const struct thread *thread = world_thread(process, wait.tid);
    cause->kind = cause_of_lonely(world, log, &wait);
    cause->victim = cause->culprit = last.pid;
    cause->object = wait.object;
    cause->stands = thread ? thread->place : cause->stands;
    cause->circle[0] = last;
    cause->circle_count = 1;
}

static bool blame_in_circle(const struct world *world, const struct log *log,
                            struct cause *cause)
{
    for (int i = 0; i < cause->circle_count; i++) {
        struct wait wait;
        if (cause_wait_of(world, &cause->circle[i], &wait) &&
            blame_member(world, log, &wait, cause))
            return true;
    }
    return false;
}

bool cause_find(const struct world *world, const struct log *log,
                struct cause *cause)
{
    *cause = (struct cause){ .fd = -1 };
    if (wait_verdict(world) != QUIET_STUCK)
        return false;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        if (!find_circle(world, process->pid, cause)) {
            if (cause->circle_count == 0 || cause->circle_count == CIRCLE_MAX)
                continue;
            blame_nobody(world, log, cause);
            return true;
        }
        if (blame_in_circle(world, log, cause))
            return true;
    }
    /* A circle without an end held in vain: each waits for the next. */
    struct wait wait;
    if (cause->circle_count > 0 &&
        cause_wait_of(world, &cause->circle[0], &wait)) {
        const struct waker *waker = cause_follow(world, &wait);
        if (waker)
            cause_blame(world, cause,
                        wait.kind == WAIT_DATA ? CAUSE_BOTH_READ : CAUSE_CIRCLE,
                        &wait, waker);
    }
    return cause->kind != CAUSE_NONE;
}
