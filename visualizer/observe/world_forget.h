/* world_forget.h - what a world need not remember.
 *
 *   process   collected by its parent: nobody can wait for it any more
 *   object    without a name, and nobody has it or is joined to it: nobody can
 *             come to it any more
 *
 * A server that runs for a day makes a process or a socket for each request.
 * Of what cannot matter any more the newest WORLD_KEPT of each are kept, for
 * those who look at what was. Called by world.c only; depends on nothing but
 * the world, like all that it does.
 */
#ifndef OBSERVE_WORLD_FORGET_H
#define OBSERVE_WORLD_FORGET_H

#include "observe/world.h"

#ifndef WORLD_KEPT
#define WORLD_KEPT 512
#endif

/* Is there so much that it is worth looking, and does nobody work on a list of
 * processes or objects while this event is told? */
bool world_forget_is_due(const struct world *world, const struct event *event);

/* Forgets what can go. Costs a look at everything, and is due again when twice
 * as much has come as is left. */
void world_forget(struct world *world);

/* Free what a process or an object owns. (world.c) */
void world_process_clear(struct process *process);
void world_object_clear(struct object *object);

#endif
