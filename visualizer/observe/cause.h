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
    CAUSE_CROSSED_OPENS, /* each opens a FIFO that the other would open next */
    CAUSE_NO_PARTNER,    /* open, accept, connect: the other side never comes */
    CAUSE_BOTH_FULL,     /* each sends to a full queue, neither receives */
    CAUSE_NO_MESSAGE,    /* everybody receives, nobody is left to send */
    CAUSE_LOCK_ORDER,    /* locks or semaphores taken in crossed order */
    CAUSE_LOCK_KEPT,     /* goes to sleep with a lock that its waker needs */
    CAUSE_SELF_LOCK,     /* locks what it has locked already */
    CAUSE_DEAD_OWNER,    /* the lock's owner has ended without unlocking */
    CAUSE_OWN_COPY,      /* a semaphore or lock of which each process has a
                             copy of its own */
    CAUSE_NO_POST,       /* a semaphore that nobody is left to post */
    CAUSE_NO_WAKE,       /* a condition or word that nobody is left to wake */
    CAUSE_LOST_WAKEUP,   /* the signal came before the wait for it */
    CAUSE_LOST_LOCK,     /* a lock whose owner does not exist here (fork) */
    CAUSE_NO_SIGNAL,     /* waits for a signal that nobody will send */
    CAUSE_CIRCLE,        /* a circle of another kind */
    CAUSE_KINDS
};

#define CIRCLE_MAX 16

/* One who waits, on what, for the next of the circle. */
struct link {
    int pid, tid;
    int object;
};

struct cause {
    enum cause_kind kind;
    int victim;          /* pid that waits, and could go on but for ... */
    int culprit;         /* ... this pid (may be the same) */
    int object;          /* the object between them, 0 for none */
    int fd;              /* the culprit's descriptor for it, -1 */
    bool copied;         /* CAUSE_LEAKED_END: dup2's first copy stayed open */
    struct place opened; /* where the culprit's descriptor was made */
    struct place stands; /* where the culprit stands */
    struct link circle[CIRCLE_MAX]; /* each waits for the next, the last for
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

/* The circle in order, with the object between each pair: "A waits in sem_wait()
 * for a post to semaphore /x (pc.c:12); B could end that, but waits ...".
 * Returns malloc'd text, or NULL if there is no circle of at least two. */
char *cause_chain(const struct world *world, const struct cause *cause);

/* "wc (pid 12)", "your program (pid 10)". Returns malloc'd text. */
char *process_label(const struct world *world, int pid);

/* Short name of a kind for records and tests: "held-write-end". */
const char *cause_kind_name(enum cause_kind kind);

#endif
