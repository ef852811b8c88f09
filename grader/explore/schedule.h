/* schedule.h - schedules as people write them: one letter for each step.
 *
 *   ABBA     A2B3     # a comment up to the end of the line
 *
 * A is the program itself, B the first process or thread it started, and so
 * on; a number behind a letter repeats it. What A does before there is another
 * may be left out.
 */
#ifndef EXPLORE_SCHEDULE_H
#define EXPLORE_SCHEDULE_H

#include "explore/explore.h"

/* Reads a schedule of at most `room` steps. Returns how many, or -1 with errno
 * EINVAL, and in *wrong the first character that is none. */
int schedule_read(const char *text, uint8_t *choices, int room,
                  const char **wrong);

/* One run by these choices, as server_run. If they begin with another task than
 * A, A's steps before there is another are put before them; *alone is how many
 * they are, else 0. */
int schedule_run(struct server *server, const uint8_t *choices, uint32_t count,
                 uint32_t *alone);

/* How many steps A took, on the board, before there was another task. */
uint32_t schedule_alone(const struct board *board);

/* The other way; free the text. NULL with ENOMEM. */
char *schedule_text(const uint8_t *choices, uint32_t count);

#endif
