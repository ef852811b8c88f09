/* view_output.c - the end of what the program wrote to its terminal. */
#include "tui/view.h"

#include <stdlib.h>
#include <string.h>

#define LINES_SHOWN 100

static int count(const struct picture *picture)
{
    const struct run *run = picture->run;
    size_t length = output_length(&run->output, run->at), start;
    int lines = 0;
    while (lines < LINES_SHOWN &&
           output_line(&run->output, length, (size_t)lines, &start) !=
               (size_t)-1)
        lines++;
    return lines;
}

/* Blanks for tabs, ^X for control bytes; the carriage return that a terminal
 * adds to each line is left out. Other bytes are judged by the pen. */
static void draw_bytes(const char *bytes, size_t length, struct pen *pen)
{
    char *text = calloc(8 * length + 1, 1);
    size_t used = 0;
    for (size_t i = 0; text && i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte == '\t') {
            size_t blanks = 8 - used % 8;
            memset(text + used, ' ', blanks);
            used += blanks;
        } else if (byte < 0x20 && byte != '\r') {
            text[used++] = '^';
            text[used++] = (char)(byte + '@');
        } else if (byte != '\r') {
            text[used++] = (char)byte;
        }
    }
    pen_text(pen, STYLE_PLAIN, "%s", text ? text : "");
    free(text);
}

static void draw(const struct picture *picture, int row, struct pen *pen)
{
    const struct run *run = picture->run;
    size_t length = output_length(&run->output, run->at), start;
    size_t from_end = (size_t)(count(picture) - 1 - row);
    size_t bytes = output_line(&run->output, length, from_end, &start);
    if (bytes != (size_t)-1)
        draw_bytes(run->output.text + start, bytes, pen);
}

static void legend(const struct picture *picture, struct pen *pen)
{
    (void)picture;
    pen_text(pen, STYLE_PLAIN, "what the program wrote to its terminal");
}

const struct view view_output = { .title = "Output",
                                  .newest_last = true,
                                  .big_rows = 3,
                                  .count = count,
                                  .draw = draw,
                                  .legend = legend };
