/* kept.h - objects of a student's files that an earlier check has made.
 *
 *   text, headers, flags ──hash──► BUILD/obj/student/01-pipes/s-pipes.c-HASH.o
 *
 * Who changes one file of eight does not wait for the other seven. Only what the
 * compiler had nothing to say about is kept, the last object of each file. A
 * check that takes one links it into its own folder first; so it may be removed
 * at any moment. */
#ifndef CHECK_KEPT_H
#define CHECK_KEPT_H

#include "report/submission.h"

#include <stdbool.h>

/* The hash of what else an object depends on: `kit` (files and flags of the kit)
 * and the headers that are handed in. */
uint64_t kept_context(const struct submission *submission, uint64_t kit);

/* Puts the kept object of this file into the folder `output` as NAME.o. Returns
 * false if there is none. */
bool kept_take(const char *objects, const struct handed_in *file,
               uint64_t context, const char *output);

/* Keeps `object`, which the compiler has just made, and no older one. A copy
 * that cannot be kept is no loss. */
void kept_store(const char *objects, const struct handed_in *file,
                uint64_t context, const char *object);

#endif
