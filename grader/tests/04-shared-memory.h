/* 04-shared-memory.h - what the files of lab 04's suite share. */
#ifndef TESTS_SHARED_MEMORY_H
#define TESTS_SHARED_MEMORY_H

#include "harness/check.h"

/* Main plays several parts, and mistakes have their general codes. */
extern const struct setting memory_plain;

/* Plays the scene (check_play), in which a crash can have one reason only: code
 * and cause say which. The store that crashes is main's; so it is told where
 * the student's memory was mapped, or where a move made a call fail. */
struct run *memory_play(struct check *check, struct scene *scene,
                        const char *code, const char *cause);

#endif
