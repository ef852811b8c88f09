/* mapped.h - what a run's log tells about shared memory. */
#ifndef HARNESS_MAPPED_H
#define HARNESS_MAPPED_H

#include "harness/check.h"

/* Memory that children share was mapped by the program itself, before their
 * fork (PSHM-03), and shared (PSHM-02: no shared mapping at all). */
void check_shared_before_fork(struct check *check);

/* No process of the student's own code was ended by SIGBUS or SIGSEGV; code and
 * cause say what else it would mean here. */
void check_reader_whole(struct check *check, const char *code,
                        const char *cause);

/* The calls about segments that failed, and what they tell: shmctl with the key
 * in the place of the id (SVSHM-04), shmdt with another address than shmat's
 * (SVSHM-06), shmat without the right to (SVSHM-05). */
void check_segment_calls(struct check *check);

#endif
