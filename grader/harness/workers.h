/* workers.h - processes that the program made to work for it. */
#ifndef HARNESS_WORKERS_H
#define HARNESS_WORKERS_H

#include "harness/check.h"

/* If worker n (a process that the program made, from 1) ended with status 0: it
 * has given something to somebody, or changed a file. A file that it opened to
 * write and never wrote to means a buffer that _exit threw away (PROC-05); no
 * transfer at all means a result that stayed in its own memory (PROC-10). */
void check_worker_hands_over(struct check *check, int nth);

#endif
