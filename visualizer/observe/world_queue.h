/* world_queue.h - what is in the queues of a world, and who uses them.
 *
 *   send returns ────► struct message at its place in the list
 *   receive returns ─► ... and out of it
 *   semop returns ───► struct use: what the process added and took
 *
 * Called by world.c only, event by event; the operations of a semop are also
 * read by the rule for its wait.
 */
#ifndef OBSERVE_WORLD_QUEUE_H
#define OBSERVE_WORLD_QUEUE_H

#include "observe/world.h"

void world_queue_enter(struct world *world, const struct event *enter);
void world_queue_leave(struct world *world, const struct thread *thread,
                       const struct event *leave);

/* The kernel has said how many messages there are. */
void world_queue_fill(const struct world *world, struct object *object);

/* A child knows the ids that its parent knows; what a process is to have undone
 * is undone at its end. */
void world_queue_fork(struct world *world, int parent, int child);
void world_queue_gone(struct world *world, int pid);
void world_queue_clear(struct object *object);

/* One operation of "0-1 2+1undo 1=0": what is added to which semaphore; 0 waits
 * until it is 0. */
struct semop {
    int part;
    int change;
    bool undo;
};

/* Reads the next operation and moves *text behind it; false at the end. */
bool semop_next(const char **text, struct semop *op);

/* What pid did with this part of the object, or NULL. part -1: with any. */
const struct use *object_use(const struct object *object, int pid, int part);

#endif
