/* 01-pipes.h - what the files of lab 01's suite share. */
#ifndef TESTS_PIPES_H
#define TESTS_PIPES_H

#include "harness/check.h"

/* More than any pipe holds: 64 KiB, unless somebody asked for more. */
#define PIPES_LARGE 300000

/* For a setting's `stuck`: the circles that have the same name around a child,
 * in a pipeline and in a shell. The others each setting names itself. */
#define PIPES_STUCK                                                            \
    [CAUSE_OWN_WRITE_END] = "PIPE-01", [CAUSE_HELD_WRITE_END] = "PIPE-02",     \
    [CAUSE_HELD_READ_END] = "PIPE-03", [CAUSE_BOTH_WRITE] = "PIPE-05",         \
    [CAUSE_BOTH_READ] = "PIPE-05", [CAUSE_LOST_LOCK] = "PROC-13"

/* Pipes between a function and its own children. */
extern const struct setting pipes_around_child;

#endif
