/* output.h - what the program wrote to its terminal, and when.
 *
 *   text   "one\ntwo\nthree\n"
 *   marks        ^7    ^12     from event 7 on "one" is there, from 12 on ...
 *
 * So the screen can go back in time with everything else.
 */
#ifndef TUI_OUTPUT_H
#define TUI_OUTPUT_H

#include <stddef.h>

#define OUTPUT_MAX 262144 /* bytes kept; the older half goes when it is full */

struct output_mark {
    size_t event, end; /* after this event the text reaches to end */
};

struct output {
    char *text;
    size_t length, room;
    struct output_mark *marks;
    size_t mark_count, mark_room;
};

/* Adds bytes that came while event number `event` was the newest. Bytes for an
 * event before the last one that was added to are known already: ignored. */
void output_add(struct output *output, size_t event, const char *bytes,
                size_t length);

/* How much of the text was there after event number `event`. */
size_t output_length(const struct output *output, size_t event);

/* Cuts text[0..length] into lines at '\n' and finds line number `line`,
 * counted from 0 at the end backwards, an unfinished last line included. Sets
 * *start and returns its length, or returns (size_t)-1 if there is none. */
size_t output_line(const struct output *output, size_t length, size_t line,
                   size_t *start);

void output_clear(struct output *output);

#endif
