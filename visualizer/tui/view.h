/* view.h - the parts of the screen, each a list of rows.
 *
 * A view knows how many rows it has and how to draw one; where it stands, how
 * much room it gets and which row is chosen is the frame's matter.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "tui/pen.h"
#include "tui/picture.h"

struct view {
    const char *title;
    const char *empty; /* said when there is no row; NULL: leave it out */
    bool (*absent)(const struct picture *picture); /* leave it out all the
        same? NULL: no */
    bool newest_last; /* shows its end when there is not room for all */
    int big_rows;     /* at most so many rows in the large layout */
    int (*count)(const struct picture *picture);
    void (*draw)(const struct picture *picture, int row, struct pen *pen);
    int (*subject)(const struct picture *picture, int row); /* its rows
        can be looked into: the pid or object id of one; or NULL */
    void (*legend)(const struct picture *picture, struct pen *pen);
};

enum view_name {
    VIEW_PROCESSES,
    VIEW_PIPES,
    VIEW_SOCKETS,
    VIEW_THINGS, /* queues, semaphores, locks, memory, ... */
    VIEW_EVENTS,
    VIEW_OUTPUT,
    VIEWS
};

const struct view *view_at(int index);

/* Leaves one column free behind a name; where there is a circle of waiting three,
 * with a mark for those who are in it. */
void view_mark(const struct picture *picture, bool in_circle, struct pen *pen);

extern const struct view view_processes, view_pipes, view_sockets, view_things,
    view_events, view_output;

#endif
