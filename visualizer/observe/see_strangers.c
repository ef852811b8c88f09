/* see_strangers.c - who outside the run holds an end of what ours wait at?
 *
 *   stranger ──── pipe ────► one of ours, asleep        then he may write yet
 *
 * To look through the descriptors of all processes of the machine takes 9 ms
 * where there are a hundred, so what is known is not asked again:
 *  - Whoever held the end at the last look is asked first. Often that is the one
 *    who traces: a test feeds its program through a pipe.
 *  - Nobody gets an end of a pipe but from one who has it. Once no stranger had
 *    it, one can get it only from ours, as a message (see_rights.c tells). A
 *    FIFO has a name, by which anybody may come at any time.
 */
#include "observe/proc.h"
#include "observe/proc_kin.h"
#include "observe/see.h"
#include "observe/waits.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOBODY_EVER (-1)

/* The groups of all our tasks. */
struct ours {
    pid_t *groups;
    int count;
};

/* Strangers may have what was there before the run, and whatever has a name. */
static bool may_be_outside(const struct object *object)
{
    return object->kind == OBJECT_FIFO ||
           (object->before &&
            (object->kind == OBJECT_PIPE || object->kind == OBJECT_SOCKET));
}

/* ---- what ours wait for ---- */

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

/* ---- who has it ---- */

/* Where the last answer about one end of an object is kept. */
static pid_t *answer_of(struct trace *trace, int object, int access)
{
    int index = 2 * object + (access == ACCESS_WRITE);
    if (index >= trace->stranger_room) {
        int room = 2 * index + 16;
        pid_t *larger =
            realloc(trace->strangers, (size_t)room * sizeof *larger);
        if (!larger)
            err(1, "realloc");
        memset(larger + trace->stranger_room, 0,
               (size_t)(room - trace->stranger_room) * sizeof *larger);
        trace->strangers = larger;
        trace->stranger_room = room;
    }
    return &trace->strangers[index];
}

/* A stranger that holds this end, or 0. */
static pid_t stranger_at(struct trace *trace, const struct object *object,
                         int access, const struct ours *ours)
{
    pid_t *answer = answer_of(trace, object->id, access);
    if (*answer == NOBODY_EVER)
        return 0;
    if (*answer > 0 && proc_holds(*answer, object->inode, access))
        return *answer;
    pid_t holder = proc_holds(getpid(), object->inode, access)
                       ? getpid()
                       : proc_outside_holder(object->inode, access,
                                             ours->groups, ours->count);
    *answer = holder == 0 && object->kind == OBJECT_PIPE ? NOBODY_EVER : holder;
    return holder;
}

/* Is one of these two ends, or both, in a stranger's hands? */
static bool is_held(struct trace *trace, const struct object *object,
                    int access, const struct ours *ours)
{
    return ((access & ACCESS_READ) &&
            stranger_at(trace, object, ACCESS_READ, ours)) ||
           ((access & ACCESS_WRITE) &&
            stranger_at(trace, object, ACCESS_WRITE, ours));
}

static void tell_held(struct trace *trace, const struct object *object,
                      const struct ours *ours)
{
    int access = access_waited_for(&trace->world, object->id);
    if (!access)
        return;
    bool held = is_held(trace, object, access, ours);
    bool unseen = !held && trace->options.given_from_outside &&
                  object->before && proc_unseen_kin();
    if (unseen)
        tell_unseen(trace, object);
    object = world_object(&trace->world, object->id);
    if ((held || unseen) == object->outside)
        return;
    struct event event = event_make(EVENT_OUTSIDE, 0);
    event.object = object->id;
    event.value = held || unseen;
    (void)trace_emit(trace, &event);
}

/* ---- all of them ---- */

static struct ours find_ours(const struct trace *trace)
{
    struct ours ours = { 0 };
    ours.groups = calloc((size_t)trace->task_count + 1, sizeof *ours.groups);
    if (!ours.groups)
        err(1, "calloc");
    for (int i = 0; i < trace->task_count; i++)
        if (ours.count == 0 ||
            ours.groups[ours.count - 1] != trace->tasks[i].group)
            ours.groups[ours.count++] = trace->tasks[i].group;
    return ours;
}

void see_strangers(struct trace *trace)
{
    struct ours ours = find_ours(trace);
    for (int i = 0; i < trace->world.object_count; i++) {
        see_memory_outside(trace, trace->world.objects[i].id, ours.groups,
                           ours.count);
        if (may_be_outside(&trace->world.objects[i]))
            tell_held(trace, &trace->world.objects[i], &ours);
    }
    see_queues_outside(trace, ours.groups, ours.count);
    free(ours.groups);
}
