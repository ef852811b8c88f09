/* 00-processes.h - what the files of lab 00's suite share. */
#ifndef TESTS_PROCESSES_H
#define TESTS_PROCESSES_H

#include "harness/check.h"

/* A function around one child, or several that need not run side by side. */
extern const struct setting processes_around_child;

/* Programs that must be ended, since they would not end by themselves: who
 * waits for them has not ended them. */
extern const struct setting processes_to_be_ended;

#endif
