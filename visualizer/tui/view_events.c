/* view_events.c - the last events before the shown moment, newest last. */
#include "tui/view.h"

#include "tui/words.h"

#include <stdlib.h>
#include <string.h>

static size_t oldest(const struct picture *picture)
{
    return picture->run->lines_from;
}

static int count(const struct picture *picture)
{
    return (int)(picture->run->at + 1 - oldest(picture));
}

/* The line of the source stands last, and is what one looks for: where the room
 * is short it stays, and the end of what stands before it is left out. */
static void draw_line(struct pen *pen, enum style style, const char *line)
{
    const char *place = NULL, *more = line;
    int end = pen->end;
    while ((more = strstr(more, " at ")))
        place = more++;
    int room = end - pen->column;
    if (place && pen_columns(line) > room && pen_columns(place) < room / 2) {
        pen->end = end - pen_columns(place);
        pen_text(pen, style, "%.*s", (int)(place - line), line);
        pen->end = end;
        pen_text(pen, style, "%s", place);
        return;
    }
    pen_text(pen, style, "%s", line);
}

static void draw(const struct picture *picture, int row, struct pen *pen)
{
    const struct run *run = picture->run;
    size_t number = oldest(picture) + (size_t)row;
    const struct event *event = log_at(run->log, number - 1);
    bool newest = number == run->at;
    const char *line = run_line(run, number);
    pen_text(pen, newest ? STYLE_STRONG : STYLE_FAINT, "%c%5zu ",
             run_is_marked(run, number) ? '*' : ' ', number);
    if (event->pid) {
        char *role = words_role(&run->world, event->pid);
        pen_text(pen, STYLE_PLAIN, "%d %-8s ", event->pid, role);
        free(role);
    }
    draw_line(pen, newest ? STYLE_STRONG : STYLE_PLAIN, line ? line : "");
}

static void legend(const struct picture *picture, struct pen *pen)
{
    const struct run *run = picture->run;
    if (run->at < run->log->count)
        pen_text(pen, STYLE_PLAIN, "%zu more ahead", run->log->count - run->at);
}

const struct view view_events = { .title = "Events",
                                  .empty = "none yet",
                                  .newest_last = true,
                                  .big_rows = 8,
                                  .count = count,
                                  .draw = draw,
                                  .legend = legend };
