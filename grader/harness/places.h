/* places.h - looks up in a run's log where something happened.
 *
 * Each place is a line of the student's own files, taken when the process
 * stood there. NOWHERE (its file is NULL) means that there is none.
 */
#ifndef HARNESS_PLACES_H
#define HARNESS_PLACES_H

#include "harness/run.h"

#define NOWHERE ((struct place){ 0 })

/* Is it a line that a student writes, in none of the files that come finished
 * with a lab (main.c, main_*.c, scenes*.c, director.c, clients.c)? */
bool place_is_students(const struct place *place);

/* Does the process run the student's own code (it has not become another
 * program)? */
bool run_is_own(const struct run *run, int pid);

/* The first return of a call of this role with `result` (0: any error) in the
 * student's own code, or NULL; it belongs to the log. And where that was. */
const struct event *run_find_result(const struct run *run, enum call_role role,
                                    int64_t result);
struct place place_of_result(const struct run *run, enum call_role role,
                             int64_t result);

/* Where the first call of this role moved fewer bytes than asked for. */
struct place place_of_short(const struct run *run, enum call_role role);

/* Where the nth process that was started (0: any) first made a call of this
 * role, in the student's own files. */
struct place place_of_call(const struct run *run, enum call_role role, int nth);

/* Where the student's own code first made or opened an object of that kind. */
struct place place_of_object(const struct run *run, enum object_kind kind);

/* Where the first child was waited for, and where the nth was forked. */
struct place place_of_reap(const struct run *run);
struct place place_of_fork(const struct run *run, int nth);

#endif
