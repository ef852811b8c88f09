/* moves.h - carries out a scene's moves as the tracer's policy. */
#ifndef HARNESS_MOVES_H
#define HARNESS_MOVES_H

#include "harness/run.h"

#define MOVES_ENDS 64
#define MOVES_LATE 8

/* How often a process was told of the end of a descriptor in a row, and where
 * first. */
struct ends {
    int pid, fd, count;
    struct place place;
};

struct moves {
    struct scene *scene;
    struct run *run;
    int spins;         /* fruitless calls in a row ... */
    int spin_pid;      /* ... of this process, with no event of any other */
    uint64_t ready_at; /* the last of them that told of something ready: its
                          number in the log, 0 if there is none */
    struct ends ends[MOVES_ENDS];
    int root_exited;      /* the program stands at its end, held */
    int late[MOVES_LATE]; /* pids held by a MOVE_LATE, 0: none */
    bool others_went;     /* since then those held by a MOVE_HOLD could go on */
};

/* The functions for struct trace_policy; context is a struct moves. */
enum trace_action moves_entering(void *context, struct trace *trace,
                                 const struct event *event);
enum trace_action moves_happened(void *context, struct trace *trace,
                                 const struct event *event);

#endif
