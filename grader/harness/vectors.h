/* vectors.h - what programs were started with, and what workers wrote. */
#ifndef HARNESS_VECTORS_H
#define HARNESS_VECTORS_H

#include "harness/check.h"

/* The first program that was started has exactly this argument vector, its words
 * joined by blanks (PROC-09): no exec of the student's own code failed because
 * the vector had no end (EFAULT). Says nothing if nothing was started. */
void check_vector(struct check *check, const char *expected);

/* If worker n (a process that the program made, from 1) ended with status 0: it
 * has given something to somebody, or changed a file. A file that it opened to
 * write and never wrote to means a buffer that _exit threw away (PROC-05); no
 * transfer at all means a result that stayed in its own memory (PROC-10). */
void check_worker_hands_over(struct check *check, int nth);

/* No child of the program itself is left, neither alive nor as a zombie
 * (PROC-02); what its children have started is not asked for. */
void check_own_children_reaped(struct check *check);

#endif
