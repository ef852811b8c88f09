/* progress.h - how far a student is: a line and a bar for each lab. */
#ifndef CHECK_PROGRESS_H
#define CHECK_PROGRESS_H

#include "report/kit.h"

/* Prints them, and what to do next. Returns the exit status, 0. */
int progress_print(const struct kit *kit);

#endif
