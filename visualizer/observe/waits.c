/* waits.c - from a blocked call to the processes that could end it. */
#include "observe/waits.h"

#include "observe/calls.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static void add_waker(struct wait *wait, int pid, int object, int fd)
{
    if (wait->waker_count < WAKERS_MAX)
        wait->wakers[wait->waker_count++] =
            (struct waker){ .pid = pid, .object = object, .fd = fd };
    else
        wait->outside = true; /* more than can be listed: claim nothing */
}

/* Everybody alive who has the object open with one of these access bits. */
static void add_holders(const struct world *world, struct wait *wait,
                        int object, int access)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        for (int fd = 0; fd < process->descriptor_limit; fd++)
            if (process->descriptors[fd].object == object &&
                (process->descriptors[fd].access & access))
                add_waker(wait, process->pid, object, fd);
    }
}

/* A byte stream: the other end's holders. Anything else is out of sight. */
static void add_other_end(const struct world *world, struct wait *wait,
                          int object, int needed)
{
    const struct object *known = world_object(world, object);
    if (!known || (known->kind != OBJECT_PIPE && known->kind != OBJECT_FIFO)) {
        wait->outside = true;
        return;
    }
    if (known->outside)
        wait->outside = true;
    add_holders(world, wait, object, needed);
}

static void wait_for_child(const struct world *world,
                           const struct process *parent,
                           const struct thread *thread, struct wait *wait)
{
    int64_t wanted = thread->arguments[0];
    bool any = strcmp(call_at(thread->call)->name, "waitid") == 0 ||
               (pid_t)wanted <= 0;
    wait->kind = WAIT_CHILD;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *child = &world->processes[i];
        if (child->parent == parent->pid && process_alive(child) &&
            (any || child->pid == (pid_t)wanted))
            add_waker(wait, child->pid, 0, -1);
    }
}

static void wait_for_event(const struct world *world,
                           const struct process *process,
                           const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_EVENT;
    wait->finite |= thread->timeout_ms >= 0;
    if (!thread->watched) {
        wait->outside = true; /* epoll: its set is not looked into */
        return;
    }
    const char *at = thread->watched;
    char mode;
    int fd, used, count = 0;
    while (sscanf(at, "%c%d %n", &mode, &fd, &used) == 2) {
        const struct descriptor *watched = world_descriptor(process, fd);
        /* Who watches one descriptor only waits as in read or write. */
        wait->kind = ++count > 1   ? WAIT_EVENT
                     : mode == 'w' ? WAIT_ROOM
                     : mode == 'r' ? WAIT_DATA
                                   : WAIT_EVENT;
        wait->fd = count > 1 ? -1 : fd;
        wait->object = count > 1 || !watched ? 0 : watched->object;
        if (watched)
            add_other_end(world, wait, watched->object,
                          mode == 'w'   ? ACCESS_READ
                          : mode == 'r' ? ACCESS_WRITE
                                        : ACCESS_READ | ACCESS_WRITE);
        at += used;
    }
}

static void wait_for_thread(const struct process *process,
                            const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_THREAD;
    if (thread->timeout_ms >= 0)
        wait->finite = true;
    for (int i = 0; i < process->thread_count; i++)
        if (process->threads[i].tid != thread->tid)
            add_waker(wait, process->pid, 0, -1);
}

static void wait_in_call(const struct world *world,
                         const struct process *process,
                         const struct thread *thread, struct wait *wait)
{
    const struct call_info *info = call_at(thread->call);
    switch (info ? info->role : ROLE_NONE) {
    case ROLE_READ:
        wait->kind = WAIT_DATA;
        add_other_end(world, wait, thread->object, ACCESS_WRITE);
        break;
    case ROLE_WRITE:
        wait->kind = WAIT_ROOM;
        add_other_end(world, wait, thread->object, ACCESS_READ);
        break;
    case ROLE_WAIT: wait_for_child(world, process, thread, wait); break;
    case ROLE_POLL: wait_for_event(world, process, thread, wait); break;
    case ROLE_FCNTL:
    case ROLE_LOCK:
        wait->kind = WAIT_LOCK;
        add_holders(world, wait, thread->object, ACCESS_READ | ACCESS_WRITE);
        break;
    case ROLE_FUTEX: wait_for_thread(process, thread, wait); break;
    case ROLE_PAUSE:
        wait->kind = WAIT_SIGNAL;
        wait->finite |= thread->timeout_ms >= 0;
        break;
    case ROLE_SLEEP:
        wait->kind = WAIT_TIME;
        wait->finite = true;
        break;
    default: wait->kind = WAIT_OTHER; wait->outside = true;
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
    wait->finite = process->timer != TIMER_NONE;
    if (process->stopped) {
        wait->kind = WAIT_STOPPED;
        wait->outside = true; /* whoever sits at the terminal can do it */
        return true;
    }
    if (process->vfork_child) {
        wait->kind = WAIT_VFORK;
        add_waker(wait, process->vfork_child, 0, -1);
        return true;
    }
    if (!thread->asleep)
        return false;
    wait_in_call(world, process, thread, wait);
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

/* ---- in words ---- */

char *wait_text(const struct world *world, const struct wait *wait)
{
    const struct process *process = world_process(world, wait->pid);
    const struct thread *thread =
        process ? world_thread(process, wait->tid) : NULL;
    const struct object *object = world_object(world, wait->object);
    const struct call_info *info = thread ? call_at(thread->call) : NULL;
    const char *call = info                        ? info->name
                       : thread && thread->watched ? thread->watched
                                                   : "a call";
    const char *name = object ? object->name : "something";
    char *text = NULL;
    int made = -1;
    switch (wait->kind) {
    case WAIT_DATA:
        made = asprintf(&text, "waits in %s() for data or end-of-file on %s",
                        call, name);
        break;
    case WAIT_ROOM:
        made = asprintf(&text, "waits in %s() for room in %s, which is full",
                        call, name);
        break;
    case WAIT_CHILD:
        made = asprintf(&text, "waits in %s() for a child to end", call);
        break;
    case WAIT_VFORK:
        made = asprintf(&text, "waits for its child to start a program");
        break;
    case WAIT_EVENT:
        made =
            asprintf(&text, "waits in %s() for one of its descriptors", call);
        break;
    case WAIT_LOCK:
        made = asprintf(&text, "waits in %s() for a lock on %s", call, name);
        break;
    case WAIT_STOPPED:
        made = asprintf(&text, "is stopped by a signal, until SIGCONT comes");
        break;
    case WAIT_SIGNAL:
        made = asprintf(&text, "waits in %s() for a signal", call);
        break;
    case WAIT_THREAD:
        made = asprintf(&text, "waits in %s() for another thread", call);
        break;
    case WAIT_TIME: made = asprintf(&text, "sleeps in %s()", call); break;
    case WAIT_NONE: made = asprintf(&text, "runs"); break;
    case WAIT_OTHER: made = asprintf(&text, "waits in %s()", call); break;
    }
    return made == -1 ? NULL : text;
}
