/* handed_on.h - what a program is given by the one that starts it. */
#ifndef HARNESS_HANDED_ON_H
#define HARNESS_HANDED_ON_H

#include "harness/check.h"

/* Was a program started with a pipe's read end to write to, or a write end to
 * read from? Then the finding is added and the answer is true. The other rules
 * about what is handed on are demands of their own: check_stages_clean,
 * check_stages_connected, check_blocking_ends (check.h). */
bool handed_on_swapped(struct check *check);

#endif
