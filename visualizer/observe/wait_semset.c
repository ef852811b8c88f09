/* wait_semset.c - System V semaphores: who could add, or take? semop(2)
 *
 * Anybody who knows the id, and anybody could guess it. If nobody but takers is
 * known, the semaphore is a lock, and whoever has taken more than he gave back
 * has it. If somebody only ever adds, it is a signal, and he is the one to give
 * it.
 */
#include "observe/wait_rules.h"
#include "observe/world_queue.h"

#include <stdio.h>

/* The first operation that cannot be done now: all before it must be possible
 * at once. Where the values are not known, the first that can ever wait. */
struct semop wait_semop(const struct object *object,
                        const struct thread *thread)
{
    const char *text = thread->watched;
    struct semop op, first = { .part = -1 };
    int64_t change[64] = { 0 };
    while (semop_next(&text, &op)) {
        char key[16];
        (void)snprintf(key, sizeof key, "v%d", op.part);
        int64_t value = object_fact(object, key, -1);
        bool counted = value >= 0 && op.part < 64;
        if (counted)
            value += change[op.part];
        bool may =
            op.change > 0 ||
            (counted && (op.change == 0 ? value == 0 : value + op.change >= 0));
        if (!may && first.part == -1)
            first = op;
        if (!may && counted)
            return op;
        if (counted)
            change[op.part] += op.change;
    }
    return first;
}

static bool only_adds(const struct use *use)
{
    return use && use->given > 0 && use->taken == 0;
}

static bool is_signal(const struct object *object, int part)
{
    for (int i = 0; i < object->use_count; i++)
        if (object->uses[i].part == part && only_adds(&object->uses[i]))
            return true;
    return false;
}

/* 2: has it, or is to give it; 1: knows the id; 0: could come to know it. */
static int nearness_of(const struct object *object, int pid,
                       const struct semop *op)
{
    const struct use *use = object_use(object, pid, op->part);
    bool near = op->change == 0               ? use && use->given > use->taken
                : is_signal(object, op->part) ? only_adds(use)
                                              : use && use->taken > use->given;
    return near ? 2 : object_use(object, pid, -1) != NULL;
}

/* It took twice, and would give back at its end: it waits for itself. */
static bool has_it_already(const struct object *object, int pid,
                           const struct semop *op)
{
    const struct use *use = object_use(object, pid, op->part);
    return op->change < 0 && use && use->undo > 0 &&
           !is_signal(object, op->part);
}

static void add_near(const struct world *world, struct wait *wait,
                     const struct object *object, const struct semop *op,
                     int near, bool holds)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process_alive(process) &&
            nearness_of(object, process->pid, op) == near &&
            (process->pid != wait->pid || process->thread_count > 1 ||
             has_it_already(object, wait->pid, op)))
            wait_add_somebody(wait, process->pid, object->id, holds);
    }
}

/* A lock whose owner was killed, say: no SEM_UNDO gave it back. */
static int ended_with_it(const struct world *world, const struct object *object,
                         const struct semop *op)
{
    for (int i = 0; i < object->use_count && op->change < 0; i++) {
        const struct use *use = &object->uses[i];
        const struct process *process = world_process(world, use->pid);
        if (use->part == op->part && use->taken > use->given &&
            !is_signal(object, op->part) && process && !process_alive(process))
            return use->pid;
    }
    return 0;
}

void wait_for_semset(const struct world *world, const struct process *process,
                     const struct thread *thread, struct wait *wait)
{
    (void)process;
    const struct object *object = world_object(world, thread->object);
    wait->kind = WAIT_COUNT;
    wait->finite |= thread->timeout_ms >= 0;
    wait->outside |= !object || object->outside;
    if (!object)
        return;
    struct semop op = wait_semop(object, thread);
    wait->part = op.part;
    wait->ended = ended_with_it(world, object, &op);
    add_near(world, wait, object, &op, 2, true);
    bool has_owner = wait->waker_count > 0;
    add_near(world, wait, object, &op, 1, !has_owner);
    add_near(world, wait, object, &op, 0, false);
}
