/* output.c - a growing text with marks in it. */
#include "tui/output.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

static void *grow(void *array, size_t size)
{
    void *larger = realloc(array, size);
    if (!larger)
        err(1, "realloc");
    return larger;
}

static void forget_older_half(struct output *output)
{
    size_t gone = output->length / 2, kept = 0;
    memmove(output->text, output->text + gone, output->length - gone);
    output->length -= gone;
    for (size_t i = 0; i < output->mark_count; i++) {
        struct output_mark mark = output->marks[i];
        mark.end = mark.end > gone ? mark.end - gone : 0;
        output->marks[kept++] = mark;
    }
}

static void add_mark(struct output *output, size_t event)
{
    struct output_mark *last =
        output->mark_count ? &output->marks[output->mark_count - 1] : NULL;
    if (last && last->event == event) {
        last->end = output->length;
        return;
    }
    if (output->mark_count == output->mark_room) {
        output->mark_room = output->mark_room ? 2 * output->mark_room : 64;
        output->marks =
            grow(output->marks, output->mark_room * sizeof *output->marks);
    }
    output->marks[output->mark_count++] =
        (struct output_mark){ .event = event, .end = output->length };
}

void output_add(struct output *output, size_t event, const char *bytes,
                size_t length)
{
    if (output->mark_count &&
        event < output->marks[output->mark_count - 1].event)
        return;
    if (length > OUTPUT_MAX / 2) {
        bytes += length - OUTPUT_MAX / 2;
        length = OUTPUT_MAX / 2;
    }
    if (output->length + length > OUTPUT_MAX)
        forget_older_half(output);
    if (output->length + length > output->room) {
        output->room = 2 * (output->length + length);
        output->text = grow(output->text, output->room);
    }
    memcpy(output->text + output->length, bytes, length);
    output->length += length;
    add_mark(output, event);
}

size_t output_length(const struct output *output, size_t event)
{
    for (size_t i = output->mark_count; i > 0; i--)
        if (output->marks[i - 1].event <= event)
            return output->marks[i - 1].end;
    return 0;
}

static size_t line_start(const struct output *output, size_t end)
{
    while (end > 0 && output->text[end - 1] != '\n')
        end--;
    return end;
}

size_t output_line(const struct output *output, size_t length, size_t line,
                   size_t *start)
{
    size_t end = length;
    if (end == 0)
        return (size_t)-1;
    if (output->text[end - 1] == '\n')
        end--;
    for (*start = line_start(output, end); line > 0; line--) {
        if (*start == 0)
            return (size_t)-1;
        end = *start - 1;
        *start = line_start(output, end);
    }
    return end - *start;
}

void output_clear(struct output *output)
{
    free(output->text);
    free(output->marks);
    *output = (struct output){ 0 };
}
