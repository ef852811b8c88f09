/* picture.h - what a frame shows, worked out once from the shown moment.
 *
 *   run->world ──► rows of the process tree, objects that exist ──► views draw
 */
#ifndef TUI_PICTURE_H
#define TUI_PICTURE_H

#include "tui/run.h"

/* A process, or one further thread of it, in the tree. */
struct tree_row {
    const struct process *process;
    const struct thread *thread; /* NULL when it has ended */
    bool extra;                  /* a thread that is not the first */
    int depth;
    unsigned long passes; /* bit d: at depth d the line goes on below */
};

struct picture {
    const struct run *run;
    bool big;
    int columns;
    struct tree_row *rows;
    int row_count, row_room;
    int alive, ended, hidden; /* processes; hidden: ended and left out */
    int name_columns;         /* width of the widest prefix, pid and name */
    int *objects;             /* ids of the pipes and FIFOs that exist now */
    int object_count;
    int object_columns; /* width of the widest name */
    int *sockets;       /* the same of sockets, and of all else that matters: */
    int socket_count, socket_columns;
    struct cause cause; /* whom and what each of the circle waits for; its
                           circle_count is 0 while nobody is stuck */
    int *things;        /* those at which somebody waits first */
    int thing_count, thing_columns;
};

/* Works it out; if the tree has more than `room` rows, processes that have
 * ended and were collected are left out. Free with picture_clear. */
void picture_make(struct picture *picture, const struct run *run, int room);
void picture_clear(struct picture *picture);

/* Is the process, or the object, part of the circle of waiting? */
bool picture_in_circle(const struct picture *picture, int pid);
bool picture_circle_has(const struct picture *picture, int object);

#endif
