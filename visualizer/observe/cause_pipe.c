/* cause_pipe.c - who is to blame when a byte stream stands still.
 *
 * Among the edges of a circle the blameworthy one is where somebody holds an
 * end that they will never use.
 */
#include "observe/calls.h"
#include "observe/cause_blame.h"

/* Of a pipe that was there before it is known at best that none of its writers
 * has ever written anything (look_quiet.c). */
static bool is_unused(const struct world *world, int id)
{
    const struct object *object = world_object(world, id);
    if (object && object->before)
        return object_fact(object, "silent", 0) == 1;
    return object && object->moved_in == 0;
}

/* Was an end that the process has as 0, 1 or 2 left open under its first
 * number too, as after dup2 without close? */
static bool has_copied(const struct process *process, int object)
{
    for (int fd = 3; fd < process->descriptor_limit; fd++)
        for (int own = 0; own < 3; own++) {
            const struct descriptor *one = world_descriptor(process, own);
            const struct descriptor *two = world_descriptor(process, fd);
            if (one && two && one->object == object && two->object == object &&
                (one->access & two->access & (ACCESS_READ | ACCESS_WRITE)))
                return true;
        }
    return false;
}

/* A reader waits for the end of data that cannot come. */
bool cause_blame_reader(const struct world *world, const struct wait *wait,
                        struct cause *cause)
{
    const struct waker *waker = cause_follow(world, wait);
    const struct process *holder = world_process(world, waker->pid);
    struct wait next;
    if (holder && !holder->own_program && waker->fd > 2) {
        cause_blame(world, cause, CAUSE_LEAKED_END, wait, waker);
        cause->copied = has_copied(holder, cause->object);
        return true;
    }
    if (waker->pid == wait->pid) {
        cause_blame(world, cause, CAUSE_OWN_WRITE_END, wait, waker);
        return true;
    }
    if (!cause_wait(world, waker->pid, &next))
        return false;
    /* Who writes into another pipe may still mean to write into this one. */
    if (next.kind == WAIT_ROOM)
        return false;
    enum cause_kind kind = CAUSE_HELD_WRITE_END;
    if (next.kind == WAIT_DATA && holder && !holder->own_program)
        return false; /* a filter in the middle is a victim as well */
    if (next.kind == WAIT_DATA && is_unused(world, wait->object) &&
        is_unused(world, next.object))
        return false; /* each waits for the other's first word */
    cause_blame(world, cause, kind, wait, waker);
    return true;
}

/* Did somebody read from the object once, who is gone now? */
static bool reader_is_gone(const struct world *world, const struct log *log,
                           int object)
{
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_LEAVE || event->object != object ||
            event->call < 0 || call_at(event->call)->role != ROLE_READ)
            continue;
        const struct process *reader = world_process(world, event->pid);
        if (reader && !process_alive(reader))
            return true;
    }
    return false;
}

/* Of those who could read: one who itself waits for room, that is, writes. */
static const struct waker *who_writes_too(const struct world *world,
                                          const struct wait *wait)
{
    struct wait next;
    for (int i = 0; i < wait->waker_count; i++)
        if (wait->wakers[i].pid != wait->pid &&
            cause_wait(world, wait->wakers[i].pid, &next) &&
            next.kind == WAIT_ROOM)
            return &wait->wakers[i];
    return NULL;
}

/* A writer waits for room that nobody makes. */
bool cause_blame_writer(const struct world *world, const struct log *log,
                        const struct wait *wait, struct cause *cause)
{
    const struct waker *waker = cause_follow(world, wait);
    const struct waker *writer = who_writes_too(world, wait);
    if (reader_is_gone(world, log, wait->object))
        cause_blame(world, cause, CAUSE_HELD_READ_END, wait, waker);
    else if (writer)
        cause_blame(world, cause, CAUSE_BOTH_WRITE, wait, writer);
    else
        cause_blame(world, cause, CAUSE_WAIT_BEFORE_READ, wait, waker);
    return true;
}
