/* table.h - a run as people read it: a column for each task. */
#ifndef EXPLORE_TABLE_H
#define EXPLORE_TABLE_H

#include "explore/explore.h"
#include "explore/lines.h"

/* Writes the run on the board, each step in its task's column with line and
 * values; the two steps that the result tells are marked. */
void table_print(FILE *to, const struct board *board, struct lines *lines,
                 const struct search_result *result);

/* One line: what was found, the schedule's number, and of the two places the
 * line and the one that called its function: "race 4 21<0 30<41". */
void table_brief(FILE *to, const struct board *board, struct lines *lines,
                 const struct search_result *result);

/* One or several sentences: what was found, with lines. */
void table_verdict(FILE *to, const struct board *board, struct lines *lines,
                   const struct search_result *result);

#endif
