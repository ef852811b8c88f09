/* wait_queue.c - message queues: who could send, who could receive?
 *
 * A queue has a name or an id: everybody of the run could come to it. Those who
 * have it stand first, and first of all those who did before what is waited
 * for: they are the ones to ask why they do not do it again.
 */
#include "observe/wait_rules.h"
#include "observe/world_queue.h"

enum nearness {
    NEAR_NAME,  /* could come to it */
    NEAR_HAS,   /* has it */
    NEAR_WAITS, /* has it, and waits at a queue itself */
    NEAR_DID_IT /* has done before what is waited for */
};

static bool waits_at_queue(const struct process *process)
{
    for (int i = 0; i < process->thread_count; i++) {
        const struct call_info *info = call_at(process->threads[i].call);
        if (info && process->threads[i].asleep &&
            (info->role == ROLE_SEND || info->role == ROLE_RECEIVE))
            return true;
    }
    return false;
}

/* needed: ACCESS_WRITE when somebody must send, ACCESS_READ: must receive. */
static enum nearness nearness_of(const struct object *object,
                                 const struct process *process, int needed)
{
    const struct use *use = object_use(object, process->pid, 0);
    if (use && (needed == ACCESS_WRITE ? use->given : use->taken) > 0)
        return NEAR_DID_IT;
    bool has = object->kind == OBJECT_QUEUE
                   ? process_has(process, object->id, needed)
                   : use != NULL;
    return !has ? NEAR_NAME : waits_at_queue(process) ? NEAR_WAITS : NEAR_HAS;
}

void wait_add_queue(const struct world *world, struct wait *wait, int id,
                    int needed)
{
    const struct object *object = world_object(world, id);
    if (!object) {
        wait->outside = true;
        return;
    }
    wait->outside |= object->outside;
    for (int near = NEAR_DID_IT; near >= NEAR_NAME; near--)
        for (int i = 0; i < world->process_count; i++) {
            const struct process *process = &world->processes[i];
            if (process_alive(process) &&
                (process->pid != wait->pid || process->thread_count > 1) &&
                (int)nearness_of(object, process, needed) == near)
                wait_add_somebody(wait, process->pid, id, near > NEAR_NAME);
        }
}

void wait_add_notices(const struct world *world, const struct process *process,
                      struct wait *wait)
{
    for (int i = 0; i < world->object_count; i++) {
        const struct object *object = &world->objects[i];
        if (object->kind == OBJECT_QUEUE &&
            object_fact(object, "notify", 0) == process->pid)
            wait_add_queue(world, wait, object->id, ACCESS_WRITE);
    }
}

void wait_for_message(const struct world *world, const struct process *process,
                      const struct thread *thread, struct wait *wait)
{
    (void)process;
    wait->kind = WAIT_MESSAGE;
    wait->finite |= thread->timeout_ms >= 0;
    wait_add_queue(world, wait, thread->object, ACCESS_WRITE);
}

void wait_for_space(const struct world *world, const struct process *process,
                    const struct thread *thread, struct wait *wait)
{
    (void)process;
    wait->kind = WAIT_SPACE;
    wait->finite |= thread->timeout_ms >= 0;
    wait_add_queue(world, wait, thread->object, ACCESS_READ);
}
