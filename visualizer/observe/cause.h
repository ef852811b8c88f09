/* cause.h - why nothing moves: the circle of waiting, and who is to blame.
 *
 *   P waits for data on pipe 1 ──► Q holds its write end ──► Q waits for P
 *
 * Only asked of a world that is proven stuck (wait_verdict). The same world
 * gives the same cause, on a screen, in a record and in a grade.
 */
#ifndef OBSERVE_CAUSE_H
#define OBSERVE_CAUSE_H

#include "observe/waits.h"

enum cause_kind {
    CAUSE_NONE,
    CAUSE_OWN_WRITE_END,    /* a reader holds the write end of its own pipe */
    CAUSE_HELD_WRITE_END,   /* another process holds it and will never write */
    CAUSE_LEAKED_END,       /* a program got the end as a surplus descriptor */
    CAUSE_HELD_READ_END,    /* the reader is gone; somebody else keeps a read
                             end, so the writer gets no SIGPIPE */
    CAUSE_WAIT_BEFORE_READ, /* waits for a child that waits for room in the
                               pipe which the waiter was to read */
    CAUSE_BOTH_WRITE,       /* each writes, neither reads */
    CAUSE_BOTH_READ,        /* each waits for the other to speak */
    CAUSE_LOST_LOCK,        /* a lock whose owner does not exist here (fork) */
    CAUSE_NO_SIGNAL,        /* waits for a signal that nobody will send */
    CAUSE_CIRCLE            /* a circle of another kind */
};

#define CIRCLE_MAX 16

struct cause {
    enum cause_kind kind;
    int victim;          /* pid that waits, and could go on but for ... */
    int culprit;         /* ... this pid (may be the same) */
    int object;          /* the object between them, 0 for none */
    int fd;              /* the culprit's descriptor for it, -1 */
    bool copied;         /* CAUSE_LEAKED_END: dup2's first copy stayed open */
    struct place opened; /* where the culprit's descriptor was made */
    struct place stands; /* where the culprit stands */
    int circle[CIRCLE_MAX]; /* pids, each waiting for the next, the last for
                               the first */
    int circle_count;
};

/* Fills *cause. Returns false (CAUSE_NONE) if the world is not stuck. The log
 * is that of the world; it tells who held an end in the past. */
bool cause_find(const struct world *world, const struct log *log,
                struct cause *cause);

/* What happened and why, each one sentence for a person; malloc'd, or NULL. */
char *cause_happened(const struct world *world, const struct cause *cause);
char *cause_because(const struct world *world, const struct cause *cause);

/* "wc (pid 12)", "your program (pid 10)". Returns malloc'd text. */
char *process_label(const struct world *world, int pid);

/* Short name of a kind for records and tests: "held-write-end". */
const char *cause_kind_name(enum cause_kind kind);

#endif
