/* text.h - text of unknown origin, made fit for a terminal or a file.
 *
 *   bytes of a program ──► text_clean ──► safe to print ──► text_wrap ──► lines
 *
 * What a student's program printed or named may hold anything: terminal
 * commands (ESC ...), broken UTF-8, letters that turn the line round. Here it
 * becomes visible instead: \x1b, \n, \xff, <U+202E>.
 */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Reads the UTF-8 character at `text` (which ends with a NUL byte). Returns
 * its length, 1 to 4, and puts its number in *point; 0 if the bytes there are
 * no valid character (overlong, surrogate, cut off) or text is at its end. */
int text_decode(const char *text, uint32_t *point);

/* Is this a character that a terminal obeys or hides instead of showing it? */
bool text_is_control(uint32_t point);

/* A malloc'd copy in which every byte can be seen: controls and invalid bytes
 * are written as escapes. With utf8 false the copy is pure ASCII: the few
 * signs the kit itself writes get a plain form, all others become '?'.
 * Returns NULL when memory is short. */
char *text_clean(const char *text, bool utf8);

/* Columns that clean text takes, one for each character. */
int text_columns(const char *text);

/* Prints `text` in lines of at most `width` columns, broken at blanks; every
 * line but the first begins with `indent` blanks. `column` is where the first
 * one begins. A word longer than a line is not broken. Returns the column in
 * which the last line ends; prints no newline after it. */
int text_wrap(FILE *out, const char *text, int column, int indent, int width);

/* printf into malloc'd memory; NULL when memory is short. */
char *text_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
