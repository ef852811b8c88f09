/* wait_event.c - several descriptors at once. poll(2), select(2), epoll(7) */
#include "observe/wait_rules.h"

#include <stdio.h>
#include <string.h>

static int access_of(char mode)
{
    return mode == 'w'   ? ACCESS_WRITE
           : mode == 'r' ? ACCESS_READ
                         : ACCESS_READ | ACCESS_WRITE;
}

static enum wait_kind kind_of(char mode)
{
    return mode == 'w' ? WAIT_ROOM : mode == 'r' ? WAIT_DATA : WAIT_EVENT;
}

/* Who watches one descriptor only waits as in read or write. */
static void watch(const struct world *world, const struct process *process,
                  char mode, int fd, int object, struct wait *wait)
{
    wait->kind = kind_of(mode);
    wait->fd = fd;
    wait->object = object;
    if (mode == '?' || object == 0)
        wait->outside = true;
    else
        wait_add_ready_object(world, process, object, access_of(mode), wait);
}

static void became_several(struct wait *wait, int set)
{
    wait->kind = WAIT_EVENT;
    wait->fd = -1;
    wait->object = set;
}

/* Nothing is watched: it can only be a signal. */
static void watches_nothing(const struct world *world,
                            const struct process *process,
                            const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_SIGNAL;
    wait_add_signals(world, process, ~thread->blocked & process->caught, wait);
}

static int watch_text(const struct world *world, const struct process *process,
                      const char *text, struct wait *wait)
{
    char mode;
    int fd, used, count = 0;
    for (; sscanf(text, "%c%d %n", &mode, &fd, &used) == 2; text += used) {
        const struct descriptor *known = world_descriptor(process, fd);
        watch(world, process, mode, fd, known ? known->object : 0, wait);
        if (++count > 1)
            became_several(wait, 0);
    }
    return count;
}

/* What an epoll set watches is a fact of it: "watch=r4/12,w6/13,". */
#define DEPTH_MOST 5 /* sets within sets; the kernel allows no more */

static int watch_set(const struct world *world, const struct process *process,
                     const struct object *set, struct wait *wait)
{
    static int depth;
    char mode;
    int fd, object, used, count = 0;
    const char *text = set->facts ? strstr(set->facts, "watch=") : NULL;
    if (set->before || !text || depth >= DEPTH_MOST) {
        wait->outside = true;
        return 1;
    }
    depth++;
    text += strlen("watch=");
    for (; sscanf(text, "%c%d/%d,%n", &mode, &fd, &object, &used) == 3;
         text += used) {
        watch(world, process, mode, fd, object, wait);
        if (++count > 1)
            became_several(wait, set->id);
    }
    depth--;
    return count;
}

bool wait_for_counter(const struct world *world, const struct process *process,
                      int id, int access, struct wait *wait)
{
    const struct object *object = world_object(world, id);
    if (!object)
        return false;
    switch (object->kind) {
    case OBJECT_EVENTFD:
        wait->kind = access & ACCESS_READ ? WAIT_COUNT : WAIT_SPACE;
        wait_add_holders(world, wait, id, ACCESS_READ | ACCESS_WRITE);
        break;
    case OBJECT_TIMERFD:
        /* One that has run out wakes him at this very moment. */
        wait->kind = object_fact(object, "armed", 1) || object->fill > 0
                         ? WAIT_TIME
                         : WAIT_NOTICE;
        wait->finite |= wait->kind == WAIT_TIME;
        wait_add_holders(world, wait, id, ACCESS_READ | ACCESS_WRITE);
        break;
    case OBJECT_SIGNALFD:
        wait->kind = WAIT_SIGNAL;
        wait->outside |= !object->facts;
        wait_add_signals(world, process,
                         (uint64_t)object_fact(object, "mask", -1), wait);
        break;
    case OBJECT_PIDFD:
        wait->kind = WAIT_CHILD;
        if (object_fact(object, "pid", 0))
            wait_add(wait, (int)object_fact(object, "pid", 0), id, -1);
        else
            wait->outside = true;
        break;
    case OBJECT_EPOLL:
        wait->kind = WAIT_EVENT;
        (void)watch_set(world, process, object, wait);
        break;
    default: return false;
    }
    wait->outside |= object->before && object->outside;
    return true;
}

/* A sleeper that was not seen going to sleep brings the name of its call; only
 * poll and select are known to be more. */
static bool is_call(const struct thread *thread)
{
    const struct call_info *info = call_at(thread->call);
    return info && strcmp(thread->watched, info->name) == 0;
}

void wait_for_event(const struct world *world, const struct process *process,
                    const struct thread *thread, struct wait *wait)
{
    const struct object *set = world_object(world, thread->object);
    int count = 0;
    wait->kind = WAIT_EVENT;
    wait->finite |= thread->timeout_ms >= 0;
    if (set && set->kind == OBJECT_EPOLL)
        count = watch_set(world, process, set, wait);
    else if (thread->watched && !is_call(thread))
        count = watch_text(world, process, thread->watched, wait);
    else
        wait->outside = true;
    if (count == 0 && !wait->outside)
        watches_nothing(world, process, thread, wait);
}
