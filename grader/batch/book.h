/* book.h - OUT/gradebook.csv, one line a student, sorted bytewise.
 *
 *   student,points,max,status,1.1,1.2,...,reason
 *
 * status is graded, compile (does not compile), refused (the files could not
 * be taken), infra (no score: the kit could not find out; the next run tries
 * again) or not-run. Where there is no score the numbers are left empty. */
#ifndef BATCH_BOOK_H
#define BATCH_BOOK_H

#include "batch/store.h"
#include "batch/students.h"
#include "report/lab.h"

/* Writes it anew from the store, by way of a file beside it. Returns 0, or -1
 * with errno. The same grades give the same bytes. */
int book_write(struct store *store, const struct students *students,
               const struct lab *lab, const char *path);

#endif
