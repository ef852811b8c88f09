/* record.h - a run for the visualizer. */
#ifndef EXPLORE_RECORD_H
#define EXPLORE_RECORD_H

#include "explore/board.h"
#include "explore/lines.h"

/* Writes the run on the board as a record (observe/record.h) that make replay
 * steps through: process A is 1, B is 2; a step takes a millisecond, for nobody
 * knows how long it takes. `title` is shown above. 0, or -1 with errno. */
int run_record(const struct board *board, struct lines *lines,
               const char *title, const char *path);

#endif
