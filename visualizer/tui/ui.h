/* ui.h - what the person in front of the screen has set.
 *
 *   key ──► ui_do (keys.c) ──► ui, run        frame_draw (frame.c) ◄── ui, run
 *
 * watch.c owns it and is the only one that lets time pass.
 */
#ifndef TUI_UI_H
#define TUI_UI_H

#include "tui/page.h"
#include "tui/run.h"
#include "tui/terminal.h"
#include "tui/view.h"

#define TYPED_MAX 200
#define MESSAGE_MAX 160

struct ui {
    struct run *run;
    struct terminal *terminal; /* the program's, or NULL */
    int speed;                 /* events per second, 0 = as they come */
    bool big, quit;
    enum page_kind page;      /* a page over the views, or PAGE_NONE */
    int page_subject;         /* pid or object id that it is about; 0: that of
                                  the chosen row, to be found */
    int page_top;             /* first line that it shows */
    struct memory_view bytes; /* of the memory that the page is about, ... */
    int bytes_of;             /* ... this object; 0: none */
    int focus;                /* the view whose rows the keys move */
    int chosen[VIEWS];        /* row of each view that the keys have chosen */
    int subject[VIEWS];       /* pid or object id of that row, 0 for none */
    bool typing;              /* keys go into `typed` */
    char typed[TYPED_MAX + 1];
    char message[MESSAGE_MAX]; /* the answer to the last key, or "" */
};

#endif
