/* view_pipes.c - how full each pipe is, and who holds its ends.
 *
 *   pipe 1 [#####.....]  41%  1693/4096 B  w: 4712:1  r: 4713:0
 */
#include "tui/view.h"

#include "tui/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAR_LEAST 8
#define BAR_MOST 42
#define COLUMNS_FOR_AMOUNT 64 /* on narrower screens the bar must do */

static int count(const struct picture *picture)
{
    return picture->object_count;
}

static void draw_holders(const struct world *world, const struct object *object,
                         int access, struct pen *pen)
{
    int held = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process))
            continue;
        for (int fd = 0; fd < process->descriptor_limit; fd++) {
            const struct descriptor *known = &process->descriptors[fd];
            if (known->object != object->id || !(known->access & access))
                continue;
            pen_text(pen, STYLE_PLAIN, " %d:%d", process->pid, fd);
            held++;
        }
    }
    if (object->outside)
        pen_text(pen, STYLE_WAITS, " others outside");
    else if (held == 0)
        pen_text(pen, STYLE_WAITS, " nobody");
}

static void draw_fill(const struct picture *picture,
                      const struct object *object, struct pen *pen)
{
    int64_t part = object->fill < 0 ? 0 : object->fill;
    int bar = picture->columns / 6;
    bar = bar < BAR_LEAST ? BAR_LEAST : bar > BAR_MOST ? BAR_MOST : bar;
    char amount[64];
    if (object->capacity < 0) {
        pen_text(pen, STYLE_PLAIN, "fill not known");
        return;
    }
    if (object->capacity <= 0) {
        pen_text(pen, STYLE_PLAIN, "%" PRId64 " B inside", part);
        return;
    }
    pen_bar(pen, bar, part, object->capacity);
    int percent = (int)(part * 100 / object->capacity);
    if (part > 0 && percent == 0)
        pen_text(pen, STYLE_PLAIN, "  <1%%");
    else
        pen_text(pen, STYLE_PLAIN, " %3d%%", percent);
    if (picture->columns < COLUMNS_FOR_AMOUNT)
        return;
    (void)snprintf(amount, sizeof amount, "%" PRId64 "/%" PRId64 " B", part,
                   object->capacity);
    pen_text(pen, STYLE_PLAIN, " %13s", amount);
}

static void draw(const struct picture *picture, int row, struct pen *pen)
{
    const struct world *world = &picture->run->world;
    const struct object *object = world_object(world, picture->objects[row]);
    const char *name = object->name ? object->name : "?";
    int start = pen->column,
        long_by = (int)strlen(name) - picture->object_columns;
    char *escaped =
        words_escape(long_by > 0 ? name + long_by : name,
                     strlen(name) - (size_t)(long_by > 0 ? long_by : 0));
    pen_text(pen, STYLE_STRONG, "%s", escaped);
    free(escaped);
    pen_move(pen, start + picture->object_columns);
    view_mark(picture, picture_circle_has(picture, object->id), pen);
    draw_fill(picture, object, pen);
    pen_text(pen, STYLE_FAINT, "  w:");
    draw_holders(world, object, ACCESS_WRITE, pen);
    pen_text(pen, STYLE_FAINT, "  r:");
    draw_holders(world, object, ACCESS_READ, pen);
}

static int subject(const struct picture *picture, int row)
{
    return picture->objects[row];
}

static void legend(const struct picture *picture, struct pen *pen)
{
    if (picture->object_count > 0)
        pen_text(pen, STYLE_PLAIN,
                 "who holds the write end (w) and the read end (r), "
                 "pid:descriptor");
}

/* A program that uses something else has no need to be told. */
static bool absent(const struct picture *picture)
{
    return picture->socket_count + picture->thing_count > 0;
}

const struct view view_pipes = { .title = "Pipes",
                                 .empty = "none now",
                                 .absent = absent,
                                 .big_rows = 8,
                                 .count = count,
                                 .draw = draw,
                                 .subject = subject,
                                 .legend = legend };
