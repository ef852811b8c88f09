/* progress.h - one line for each lab, from its last whole check. */
#ifndef CHECK_PROGRESS_H
#define CHECK_PROGRESS_H

#include "report/kit.h"

/* Prints the lines. Returns the exit status, 0. */
int progress_print(const struct kit *kit);

#endif
