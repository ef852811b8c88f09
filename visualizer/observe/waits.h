/* waits.h - who waits for whom, and who could wake them.
 *
 *   process ──waits in a call──► object ──held by──► processes that could wake
 *
 * Computed from a world alone, so the same for a live run and for a record.
 */
#ifndef OBSERVE_WAITS_H
#define OBSERVE_WAITS_H

#include "observe/world.h"

enum wait_kind {
    WAIT_NONE,    /* not waiting, or not seen asleep */
    WAIT_DATA,    /* reads from an empty pipe or socket: a writer, or the last
                     close */
    WAIT_ROOM,    /* writes to a full pipe or socket: a reader, or the last
                     close */
    WAIT_MESSAGE, /* receives from a queue without a fitting message */
    WAIT_SPACE,   /* sends to a full queue */
    WAIT_OPEN,    /* opens a FIFO: somebody must open its other end */
    WAIT_PARTNER, /* accept, connect: somebody must connect or accept */
    WAIT_COUNT,   /* a semaphore or a set: somebody must post */
    WAIT_MUTEX,   /* its owner must unlock it */
    WAIT_NOTICE,  /* a condition variable, or a word: somebody must wake */
    WAIT_EVENT,   /* poll and the like */
    WAIT_CHILD,   /* a child must end */
    WAIT_VFORK,   /* its vfork child must exec or end */
    WAIT_LOCK,    /* another holder of the file must unlock */
    WAIT_THREAD,  /* another thread of the same process must end */
    WAIT_STOPPED, /* stopped by a signal: SIGCONT must come */
    WAIT_SIGNAL,  /* a signal must come */
    WAIT_TIME,    /* ends by itself */
    WAIT_OTHER    /* something the kit cannot look into */
};

#define WAKERS_MAX 128

struct waker {
    int pid;    /* who could end the wait */
    int object; /* through which object, 0 for none */
    int fd;     /* as which of its descriptors, -1 for none */
    bool holds; /* has what is waited for (a lock, an open end); others merely
                   could come to it, as to anything that has a name */
};

struct wait {
    enum wait_kind kind;
    int pid, tid;
    int object, fd; /* what it waits on; fd is its own descriptor */
    int part;       /* which semaphore of a set, -1: not known */
    int ended;      /* a process that ended while it had it, or 0 */
    bool finite;    /* a time-out or armed timer will end it */
    bool outside;   /* somebody outside the run may end it */
    struct waker wakers[WAKERS_MAX]; /* in the order of processes */
    int waker_count;
};

/* How thread of process waits. Returns false (kind WAIT_NONE) when it does
 * not: it runs, or was never seen asleep. */
bool wait_of(const struct world *world, const struct process *process,
             const struct thread *thread, struct wait *wait);

/* What is true of a world in which nothing moves. */
enum quiet_verdict {
    QUIET_MOVING,  /* somebody is not asleep */
    QUIET_WAITING, /* all asleep; a timer or somebody outside may go on */
    QUIET_STUCK,   /* all asleep, and nobody and nothing can wake anyone */
    QUIET_DONE     /* nobody is left */
};
enum quiet_verdict wait_verdict(const struct world *world);

/* Does at least one sleeper wake up by itself, after a time-out or a timer? */
bool wait_is_finite(const struct world *world);

/* One line about a wait, as for a person: "waits in read() for data or
 * end-of-file on pipe 1 (descriptor 0)". Returns malloc'd text. */
char *wait_text(const struct world *world, const struct wait *wait);

#endif
