/* plain.h - one line per event, for screen readers, pipes, CI and graders. */
#ifndef TUI_PLAIN_H
#define TUI_PLAIN_H

#include "tui/run.h"

struct plain {
    struct run *run;
    bool over; /* the summary was printed: nothing may follow it */
};

/* The hooks that print each event of the run at once, for the options with
 * which it will be opened. plain must live as long as the run. */
struct trace_policy plain_policy(struct plain *plain);

/* Prints all events of the run, live until it ends or is proven stuck, then a
 * summary. Returns 0, or 1 if it is stuck. *signal_number is the signal that
 * made it stop early, or 0. */
int plain_show(struct plain *plain, int *signal_number);

#endif
