/* evidence.h - what must stand in the log before a cause may be told.
 *
 * A test knows what it did to the program; that is no proof that the program
 * went wrong because of it. Each function here answers from the log alone.
 * Pointers belong to the run.
 */
#ifndef HARNESS_EVIDENCE_H
#define HARNESS_EVIDENCE_H

#include "harness/run.h"

/* The call in which the program itself waited, which a handler interrupted
 * (-EINTR), and which was not made again; NULL if it was, each time. */
const struct event *evidence_gave_up_waiting(const struct run *run);

/* A wait of the student's own code that failed with ECHILD while the status of
 * some child had never been collected; NULL if there is none. */
const struct event *evidence_status_lost(const struct run *run);

/* The process of the student's own code that SIGXFSZ ended, of several the one
 * that wrote most: its output grew beyond the limit. *place: the line of its
 * last write. NULL if there is none. */
const struct process *evidence_endless_output(const struct run *run,
                                              struct place *place);

/* The first child in which the student's own code came back to main, which
 * told a result there, or which went on with the parent's work after its exec
 * had failed; NULL if there is none. */
const struct process *evidence_stray_copy(const struct run *run);

/* The last line of the student's own files in which this process stood. */
struct place evidence_last_place(const struct run *run, int pid);

/* The first call of a role, in the student's own code, that failed with this
 * errno or (0) with any; NULL if there is none. */
const struct event *evidence_failed(const struct run *run, enum call_role role,
                                    int error);

#endif
