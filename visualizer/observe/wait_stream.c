/* wait_stream.c - reading, writing and opening byte streams. pipe(7), fifo(7) */
#include "observe/wait_rules.h"

#define ANY_END (ACCESS_READ | ACCESS_WRITE)

/* A byte stream: the other end's holders. What is no stream is out of sight. */
static void add_other_end(const struct world *world, struct wait *wait,
                          int object, int needed)
{
    const struct object *known = world_object(world, object);
    if (known && known->kind == OBJECT_QUEUE) { /* poll may watch one */
        wait_add_queue(world, wait, object, needed);
        return;
    }
    if (known && known->kind == OBJECT_SOCKET) {
        wait_add_socket(world, wait, object, needed ^ ANY_END);
    } else if (known &&
               (known->kind == OBJECT_PIPE || known->kind == OBJECT_FIFO)) {
        wait->outside |= known->outside;
        wait_add_holders(world, wait, object, needed);
    } else {
        wait->outside = true;
    }
}

/* If nobody had the other end the kernel would end the call, with end-of-file or
 * EPIPE: somebody out of sight has it. pipe(7) */
static void expect_holder(const struct world *world, struct wait *wait,
                          int object)
{
    const struct object *known = world_object(world, object);
    if (known && wait->waker_count == 0 &&
        (known->kind == OBJECT_PIPE || known->kind == OBJECT_FIFO))
        wait->outside = true;
}

void wait_for_data(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_DATA;
    wait_add_timeout(world, wait, thread->object, "receive_ms");
    if (!wait_for_counter(world, process, thread->object, ACCESS_READ, wait))
        add_other_end(world, wait, thread->object, ACCESS_WRITE);
    wait_add_carriers(world, wait);
    expect_holder(world, wait, thread->object);
}

void wait_for_room(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    wait->kind = WAIT_ROOM;
    wait_add_timeout(world, wait, thread->object, "send_ms");
    if (!wait_for_counter(world, process, thread->object, ACCESS_WRITE, wait) &&
        !wait_add_receiver(world, thread, wait))
        add_other_end(world, wait, thread->object, ACCESS_READ);
    wait_add_carriers(world, wait);
    expect_holder(world, wait, thread->object);
}

/* The way in of a FIFO: whoever opens its other end, holder or not. */
void wait_for_open(const struct world *world, const struct process *process,
                   const struct thread *thread, struct wait *wait)
{
    (void)process;
    const struct object *fifo = world_object(world, thread->object);
    wait->kind = WAIT_OPEN;
    if (!fifo || fifo->kind != OBJECT_FIFO || fifo->outside)
        wait->outside = true; /* a device, a lease: out of sight */
    wait_add_everybody(world, wait, thread->object);
}

void wait_add_ready_object(const struct world *world,
                           const struct process *process, int object,
                           int access, struct wait *wait)
{
    if (!wait_for_counter(world, process, object, access, wait))
        add_other_end(world, wait, object,
                      (access & ACCESS_READ ? ACCESS_WRITE : 0) |
                          (access & ACCESS_WRITE ? ACCESS_READ : 0));
    wait_add_carriers(world, wait);
}

void wait_add_ready(const struct world *world, const struct process *process,
                    int fd, int access, struct wait *wait)
{
    const struct descriptor *watched = world_descriptor(process, fd);
    if (watched)
        wait_add_ready_object(world, process, watched->object, access, wait);
    else
        wait->outside = true; /* not known: then nothing is claimed */
}
