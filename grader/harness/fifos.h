/* fifos.h - what a run's log tells about FIFOs. fifo(7)
 *
 *   read ──► 0   before anybody had come to write: "not yet"  (FIFO-05)
 *            0   after a writer had left: "nobody now"         (FIFO-03)
 */
#ifndef HARNESS_FIFOS_H
#define HARNESS_FIFOS_H

#include "harness/check.h"

/* The first read of a FIFO by the student's own code that gave 0; NULL if there
 * is none. *before: nobody but the reader had opened it for writing until then.
 * It belongs to the log. */
const struct event *fifo_end_read(const struct run *run, bool *before);

/* For struct setting, where nobody may wait in open for a partner that may be
 * dead: when all wait, and one of the student's own in such an open, that is why
 * (FIFO-06). */
bool fifo_explain_open(struct check *check, const struct run *run);

/* For struct setting: two of the student's own each sleep in the open of a FIFO,
 * and not of the same one (FIFO-01). */
bool fifo_explain_crossed(struct check *check, const struct run *run);

/* For struct setting: nobody has anything left to read, and yet one of the
 * student's own that has read from a FIFO reads on (PIPE-06); as for
 * fifo_explain_open where somebody sleeps in an open (FIFO-03). */
bool fifo_explain_reader(struct check *check, const struct run *run);

/* For struct setting: SIGTERM has come to one of the student's own that sleeps
 * and has it blocked (STUCK); else fifo_explain_open. */
bool fifo_explain_signal(struct check *check, const struct run *run);

/* The role `name` did not end while others needed it: main did not tell "= NAME
 * ended early". What it did wrong is looked for in the log: an end-of-file taken
 * for the end (FIFO-03, FIFO-05), or SIGPIPE; else it is RESULT. */
void check_not_early(struct check *check, const char *name);

/* If something came out that is not right, an end-of-file that was taken for the
 * end may be why: looked for as above before the bare difference is told. */
void check_no_end_taken(struct check *check, bool right, const char *name);

/* No process of the student's own code was ended by SIGPIPE. */
void check_no_broken_pipe(struct check *check);

#endif
