/* hint.h - hints from gentle to plain, one a time. */
#ifndef CHECK_HINT_H
#define CHECK_HINT_H

#include "report/kit.h"

/* Prints the next hint of this exercise and remembers that it was given
 * (journal.h). Returns the exit status; ends with 2 if there is no such
 * exercise. */
int hint_give(const struct kit *kit, const char *exercise);

#endif
