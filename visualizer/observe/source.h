/* source.h - which line of the traced program is making this call.
 *
 *   stopped task ─registers─► unwind libc's frames ─► first frame that has
 *   line information = the line in the author's own file
 *
 * Needs programs built with -g. Without it every place is empty and all else
 * works. elfutils libdwfl does the unwinding, on every architecture.
 */
#ifndef OBSERVE_SOURCE_H
#define OBSERVE_SOURCE_H

#include "observe/event.h"
#include "observe/registers.h"

struct source; /* caches what was read of each program image */

/* Returns NULL with errno when memory is short. Free with source_close. */
struct source *source_open(void);
void source_close(struct source *source);

/* Functions of this file (a name without directories; NULL: none) only help
 * those who call them: the place is the caller's line, if the caller stands in
 * another file. With main.c, main_gate.c and the like are meant as well. The
 * text must outlive the source. */
void source_pass_over(struct source *source, const char *file);

/* Is `name` a file that is passed over when `helpers` is (NULL: none)? */
bool source_is_helper(const char *helpers, const char *name);

/* Finds the place in which task tid is, whose registers were taken at its last
 * stop and whose stack has not changed since (it is stopped, or asleep in the
 * same call). `image` numbers the program image: the same for a process and
 * the children it forked, a new one after each exec. Returns place.file NULL
 * when there is no line information. File names lose their directories. */
struct place source_place(struct source *source, int image, pid_t tid,
                          const struct registers *registers);

/* All of the author's frames but those of files that are passed over, the
 * innermost first: at most `room` of them. Returns how many. */
int source_stack(struct source *source, int image, pid_t tid,
                 const struct registers *registers, struct place *stack,
                 int room);

/* The name of the library's function that the author's code at that place
 * called and in which the task still is: "sem_wait". NULL when unknown. */
const char *source_callee(struct source *source, int image, pid_t tid,
                          const struct registers *registers);

/* The global variable that has this address, and how far from its beginning
 * the address is. Interned; NULL when it is none, or unknown. */
const char *source_variable(struct source *source, int image, pid_t tid,
                            uint64_t address, uint64_t *offset);

#endif
