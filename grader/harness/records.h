/* records.h - numbered records of several writers in one output.
 *
 *   writer 1:  01:000000 01:0000...\n  01:000001 01:0000...\n
 *   writer 2:  02:000000 02:0000...\n                           in any mixture
 *
 * A record is "WRITER:NUMBER " again and again, and a newline as its last byte:
 * from each piece of it one can tell whose it is. Labs make them with finished
 * code (make_record in lab 01, fill_text in lab 02).
 */
#ifndef HARNESS_RECORDS_H
#define HARNESS_RECORDS_H

#include "harness/run.h"

#define RECORDS_WRITERS 64 /* at most */

/* How many whole records of `size` bytes the run's output is, those of each of
 * the writers (from 0) in order; -1 if one is mixed or out of order, and then
 * *bad is the first byte of the first such. */
int records_count(const struct run *run, size_t size, int writers, size_t *bad);

#endif
