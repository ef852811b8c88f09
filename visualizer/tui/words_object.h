/* words_object.h - what an object is and what is in it, in a few words.
 *
 *   "/jobs"  POSIX message queue  3 of 10 messages, the next has priority 5
 *
 * The rows of the screen, the pages and the plain mode say it the same way. What
 * is not known is said to be so, never shown as 0.
 */
#ifndef TUI_WORDS_OBJECT_H
#define TUI_WORDS_OBJECT_H

#include "observe/world.h"

#include <stdio.h>

/* "System V semaphore set"; a constant. */
const char *words_object_kind(const struct object *object);

/* What is in it now; malloc'd. For words of the C library: "value 0", "locked by
 * thread 12". For locked files: who has which lock. */
char *words_object_state(const struct world *world,
                         const struct object *object);

/* Name, state, who waits and who has it, on one line; malloc'd. */
char *words_object_line(const struct world *world, int id);

/* How full it is, for a bar: *part of *whole. False if it has no capacity, or
 * nobody knows. */
bool words_object_fill(const struct object *object, int64_t *part,
                       int64_t *whole);

/* Who has it, each with a blank before: " 12:3" for descriptor 3 of process 12,
 * " 13" for memory. Returns how many. */
int words_object_holders(FILE *out, const struct world *world,
                         const struct object *object);

/* Who waits at it, each with a blank before: threads by their numbers. Returns
 * how many. */
int words_object_waiters(FILE *out, const struct world *world, int object);

/* Does this thread wait at it? */
bool words_waits_at(const struct world *world, const struct process *process,
                    const struct thread *thread, int object);

#endif
