/* lines.h - source lines of a program that was not moved (-no-pie). */
#ifndef EXPLORE_LINES_H
#define EXPLORE_LINES_H

#include <stdint.h>

struct lines;

/* Reads the program's line table. NULL with errno; free with lines_close. */
struct lines *lines_open(const char *program);
void lines_close(struct lines *lines);

/* The line of the call that returns to pc: its number, 0 if unknown, and in
 * *file (may be NULL) its file without folders, owned by `lines`. */
int lines_find(struct lines *lines, uint64_t pc, const char **file);

#endif
