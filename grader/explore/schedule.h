/* schedule.h - schedules as people write them: one letter for each step.
 *
 *   ABBA     A2B3     # a comment up to the end of the line
 *
 * A is the program itself, B the first process or thread it started, and so
 * on; a number behind a letter repeats it.
 */
#ifndef EXPLORE_SCHEDULE_H
#define EXPLORE_SCHEDULE_H

#include <stdint.h>

/* Reads a schedule of at most `room` steps. Returns how many, or -1 with errno
 * EINVAL, and in *wrong the first character that is none. */
int schedule_read(const char *text, uint8_t *choices, int room,
                  const char **wrong);

/* The other way; free the text. NULL with ENOMEM. */
char *schedule_text(const uint8_t *choices, uint32_t count);

#endif
