/* view_objects.c - everything but pipes: what is in it, who waits, who has it.
 *
 *   /jobs     [###.......]  3 of 10 messages  waits: 4712  has: 4711:3 4712:3
 *   mutex m   locked by thread 4711  waits: 4712
 *
 * Sockets have a part of their own. Who waits stands before who has it: that is
 * what one looks for, and the end of a row may be cut.
 */
#include "tui/view.h"

#include "tui/words.h"
#include "tui/words_object.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAR_COLUMNS 12
#define COLUMNS_FOR_BAR 60 /* on narrower screens the words must do */

/* A list of numbers, made by one of the functions of words_object.h. */
static void draw_numbers(struct pen *pen, const char *label, enum style style,
                         int (*print)(FILE *, const struct world *,
                                      const struct object *),
                         const struct world *world, const struct object *object)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        err(1, "open_memstream");
    int count = print(out, world, object);
    if (fclose(out) != 0)
        err(1, "fclose");
    if (count > 0)
        pen_text(pen, style, "  %s%s", label, text);
    free(text);
}

static int print_waiters(FILE *out, const struct world *world,
                         const struct object *object)
{
    return words_object_waiters(out, world, object->id);
}

static void draw_name(const struct object *object, int columns, struct pen *pen)
{
    const char *name = object->name ? object->name : "?";
    int start = pen->column, over = (int)strlen(name) - columns;
    size_t from = over > 0 && name[0] == '/' ? (size_t)over : 0;
    char *escaped = words_escape(name + from, strlen(name) - from);
    int end =
        pen->end; /* the end of a path tells more, and of a word its kind */
    pen->end = start + columns < end ? start + columns : end;
    pen_text(pen, STYLE_STRONG, "%s", escaped);
    pen->end = end;
    free(escaped);
    pen_move(pen, start + columns);
}

static void draw_object(const struct picture *picture, int id, int columns,
                        struct pen *pen)
{
    const struct world *world = &picture->run->world;
    const struct object *object = world_object(world, id);
    const struct object *peer = world_object(world, object->peer);
    int64_t part, whole;
    char *state = words_object_state(world, object);
    draw_name(object, columns, pen);
    view_mark(picture, picture_circle_has(picture, id), pen);
    if (picture->columns >= COLUMNS_FOR_BAR &&
        words_object_fill(object, &part, &whole)) {
        pen_bar(pen, BAR_COLUMNS, part, whole);
        pen_text(pen, STYLE_PLAIN, " ");
    }
    pen_text(pen, STYLE_PLAIN, "%s", state);
    draw_numbers(pen, "waits:", STYLE_WAITS, print_waiters, world, object);
    draw_numbers(pen, "has:", STYLE_FAINT, words_object_holders, world, object);
    if (object->outside)
        pen_text(pen, STYLE_WAITS, "  others outside may have it");
    if (peer && peer->name)
        pen_text(pen, STYLE_FAINT, "  joined to %s", peer->name);
    free(state);
}

/* ---- sockets ---- */

static int count_sockets(const struct picture *picture)
{
    return picture->socket_count;
}

static void draw_socket(const struct picture *picture, int row, struct pen *pen)
{
    draw_object(picture, picture->sockets[row], picture->socket_columns, pen);
}

static int socket_of(const struct picture *picture, int row)
{
    return picture->sockets[row];
}

static void legend(const struct picture *picture, struct pen *pen)
{
    (void)picture;
    pen_text(pen, STYLE_PLAIN,
             "what is in each, who waits at it, who has it (pid:descriptor)");
}

const struct view view_sockets = { .title = "Sockets",
                                   .big_rows = 6,
                                   .count = count_sockets,
                                   .draw = draw_socket,
                                   .subject = socket_of,
                                   .legend = legend };

/* ---- queues, semaphores, locks, memory and the rest ---- */

static int count_things(const struct picture *picture)
{
    return picture->thing_count;
}

static void draw_thing(const struct picture *picture, int row, struct pen *pen)
{
    draw_object(picture, picture->things[row], picture->thing_columns, pen);
}

static int thing_of(const struct picture *picture, int row)
{
    return picture->things[row];
}

const struct view view_things = { .title = "Shared",
                                  .big_rows = 8,
                                  .count = count_things,
                                  .draw = draw_thing,
                                  .subject = thing_of,
                                  .legend = legend };
