/* stage.h - one run while it goes on: what the harness's own files share.
 *
 *   run_play (run.c)
 *     ├─► stage_open      the program's descriptors ................ stage.c
 *     ├─► stage_start     its command, limits, walls or the open ... start.c
 *     ├─► lead: trace_run, again and again ......................... run.c
 *     │      ├─ one process stands still ─► moves_entering, ........ moves.c
 *     │      │                              moves_happened
 *     │      └─ all are asleep ───────────► stage_go_on ............ steps.c
 *     │                                       └─► stage_drain ...... stage.c
 *     └─► stage_collect, stage_close ............................... stage.c
 *
 * One thread does all of it, so nothing here is guarded; the members say who
 * may write them, and when.
 */
#ifndef HARNESS_STAGE_H
#define HARNESS_STAGE_H

#include "harness/moves.h"

struct stage {
    /* Set by run_play before all else. In the scene only the moves' `seen` is
     * written (moves.c). What is found out goes into the run at once, by
     * whoever finds it: during trace_run by moves.c, between two by steps.c,
     * before the first by start.c (directory) and after the last by run.c. */
    struct scene *scene;
    struct run *run;

    /* Counted by moves.c, only inside trace_run; between two steps.c takes
     * root_exited back when it has seen to the program's end. */
    struct moves moves;

    /* Set by start.c; the tracer reads it until run_play has killed the run,
     * and the stage, on run_play's stack, outlives that. */
    struct trace_policy policy;

    /* Opened by stage_open; -1: not open. stage_close closes what is left. */
    int input;  /* write end of the input pipe; steps.c feeds and closes it */
    int output; /* file, terminal, or read end of the output pipe, which
                   steps.c closes when the reader leaves */
    int errors; /* file */

    /* The program's side. start.c hands copies on; run_play closes these right
     * after (stage_close_program_side): while the harness held one, nobody
     * could see the end of anything. */
    int standard[3];
    int filter; /* file with the calls to be seen, read by bwrap */

    /* Set by run_play: the processor of this run, and the claim to it. */
    int cpu, cpu_claimed;

    /* Counted by steps.c. */
    int next_step;    /* index into scene->steps */
    int signals_sent; /* interrupted waits */
};

/* stage.c: opens all descriptors as the scene says. Returns 0, or -1 with
 * errno; what was opened until then stays to be closed. */
int stage_open(struct stage *stage);

/* Closes what belongs to the program: standard and filter. */
void stage_close_program_side(struct stage *stage);

/* Moves what is in the output pipe or terminal now to the run's output.
 * Returns how many bytes that was; 0 for a file. */
size_t stage_drain(struct stage *stage);

/* When all processes are gone: the run's output and errors, whole. */
void stage_collect(struct stage *stage);

/* Closes input, output and errors. */
void stage_close(struct stage *stage);

/* Closes *fd unless it is -1, and makes it -1. */
void stage_close_fd(int *fd);

/* start.c: starts the program at path (of the machine), behind walls if the
 * run is isolated. Returns the trace, which becomes the run's, or NULL with
 * errno. */
struct trace *stage_start(struct stage *stage, const char *program);

/* steps.c: everybody sleeps or is held. Does the next thing there is to do.
 * Returns false when there is nothing and the run is over; then run->end says
 * how, and run->happened in words. */
bool stage_go_on(struct stage *stage);

#endif
