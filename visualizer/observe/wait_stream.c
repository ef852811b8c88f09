/* wait_stream.c - reading, writing and opening byte streams. pipe(7), fifo(7) */
#include "observe/wait_rules.h"

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
    wait_add_holders(world, wait, object, needed);
}

void wait_for_data(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)process;
    wait->kind = WAIT_DATA;
    add_other_end(world, wait, thread->object, ACCESS_WRITE);
}

void wait_for_room(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)process;
    wait->kind = WAIT_ROOM;
    add_other_end(world, wait, thread->object, ACCESS_READ);
}

/* The way in of a FIFO: whoever opens its other end, holder or not. */
void wait_for_open(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)process;
    wait->kind = WAIT_OPEN;
    wait_add_everybody(world, wait, thread->object);
}

void wait_add_ready(const struct world *world, const struct process *process,
                    int fd, int access, struct wait *wait)
{
    const struct descriptor *watched = world_descriptor(process, fd);
    if (!watched)
        return;
    add_other_end(world, wait, watched->object,
                  (access & ACCESS_READ ? ACCESS_WRITE : 0) |
                      (access & ACCESS_WRITE ? ACCESS_READ : 0));
}
