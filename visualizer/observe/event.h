/* event.h - what happened, one entry at a time.
 *
 *   tracer ──append──► struct log ──apply──► struct world ──► screen, export,
 *   record ──read────►                                        cause, verdict
 *
 * An event is something that a process did or that the kernel did to it.
 * The log only ever grows; everything that the kit shows or decides is computed
 * from it (world.h), so that a live view, a replay and a verdict cannot differ.
 */
#ifndef OBSERVE_EVENT_H
#define OBSERVE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAYLOAD_SHOWN 48 /* bytes of a read or write kept for display */

enum event_kind {
    EVENT_START,       /* pid begins the run; text = command; other = its
                          parent; number = bits of enum origin */
    EVENT_FORK,        /* pid made process `other`; number = fork_kind */
    EVENT_THREAD,      /* pid made thread `other` */
    EVENT_THREAD_GONE, /* thread tid of pid has ended; the process has not */
    EVENT_EXEC,        /* pid became another program; text = command */
    EVENT_EXIT,        /* pid is about to end; result = wait status */
    EVENT_GONE,        /* pid has ended and is a zombie; result = wait status */
    EVENT_REAP,        /* pid collected the status of child `other` */
    EVENT_ENTER,       /* pid enters call */
    EVENT_LEAVE,       /* pid returns from call; result, or -errno */
    EVENT_SIGNAL,      /* signal `number` reaches pid; other = sender or 0;
                          call = the one that fetched it (sigwait, read of a
                          signalfd), -1: delivered; result = 1 + the clock that
                          sent it (world.h), 0: none */
    EVENT_STOP,        /* pid is stopped by signal `number` until SIGCONT */
    EVENT_OBJECT,      /* object comes into sight: number = object_kind */
    EVENT_OPEN,    /* pid's descriptor fd now names object; number = access */
    EVENT_CLOSE,   /* pid's descriptor fd is closed */
    EVENT_FILL,    /* object holds result of number (bytes, messages, the
                      value of a semaphore); other = owner of a mutex;
                      text = further facts, "key=value key=value", or NULL */
    EVENT_PEER,    /* object's other end is object `other`, 0: none any more */
    EVENT_NAME,    /* object is now called text */
    EVENT_REMOVED, /* object has lost its name, or is marked for removal */
    EVENT_MAP,     /* pid has object in its memory: arguments = address,
                      length, offset in the object; number = access */
    EVENT_UNMAP,   /* ... and no longer at the address arguments[0] */
    EVENT_SIGNALS, /* as last seen: arguments = blocked and pending of thread
                      tid; pending, caught, ignored of pid. Bit n - 1 is
                      signal n */
    EVENT_OUTSIDE, /* object is (number 1) or is no longer (0) also held by a
                      process that is not part of the run; with a pid: what
                      may end its waits from outside, bits of enum outside */
    EVENT_ASLEEP,  /* pid was seen asleep inside the call it entered */
    EVENT_AWAKE,   /* ... and has moved since */
    EVENT_QUIET,   /* nothing moves; number = quiet_verdict, text = why */
    EVENT_NOTE,    /* somebody outside did something; text says what */
    EVENT_KINDS
};

/* Of a process that ran already: */
enum origin {
    ORIGIN_OTHER_PROGRAM = 1, /* it is another program than its parent is */
    ORIGIN_BESIDE_OTHERS = 2, /* it was not started by us: others may come to
                                whatever has a name or a number */
};

enum outside {
    OUTSIDE_TIMER = 1, /* it may have a timer that cannot be seen */
    OUTSIDE_CHILD = 2, /* it has children that are not part of the run */
};

#define STATUS_UNKNOWN (-1) /* wait status of which nobody could learn */

/* What a call of ROLE_ACTION asks for, its arguments[1]. */
enum signal_does { SIGNAL_DEFAULT, SIGNAL_IGNORED, SIGNAL_HANDLED };

enum fork_kind { FORK_FORK, FORK_VFORK, FORK_CLONE };

enum object_kind {
    OBJECT_NONE,
    OBJECT_PIPE,
    OBJECT_FIFO,
    OBJECT_SOCKET,
    OBJECT_FILE,
    OBJECT_TERMINAL,
    OBJECT_QUEUE,     /* POSIX message queue */
    OBJECT_MSGQ,      /* System V message queue */
    OBJECT_SEMSET,    /* System V semaphore set */
    OBJECT_SEGMENT,   /* System V shared memory */
    OBJECT_MEMORY,    /* memory that can be shared: POSIX object, memfd,
                         anonymous mapping, mapped file */
    OBJECT_SEMAPHORE, /* POSIX semaphore; this and the next three are words */
    OBJECT_MUTEX,     /* in memory, found when somebody sleeps on them: */
    OBJECT_CONDITION, /* parent = the memory, or 0 for private memory */
    OBJECT_FUTEX,     /* a word whose use is not known */
    OBJECT_EVENTFD,
    OBJECT_TIMERFD,
    OBJECT_SIGNALFD,
    OBJECT_EPOLL,
    OBJECT_PIDFD,
    OBJECT_OTHER,
    OBJECT_KINDS
};

/* Bits of an EVENT_OPEN's number. */
enum access {
    ACCESS_READ = 1,
    ACCESS_WRITE = 2,
    ACCESS_CLOEXEC = 4,
    ACCESS_NONBLOCK = 8,
    ACCESS_PACKET = 16, /* of a pipe's write end: each write is one packet */
    ACCESS_ASYNC = 32   /* sends a signal when data comes */
};

/* Where in a source file a call was made; file is NULL when unknown. The text
 * is interned (place_file) and lives as long as the process. */
struct place {
    const char *file;
    int line;
    const char *function;
};

struct event {
    uint64_t number;  /* position in the log, from 1 */
    uint64_t time_us; /* microseconds since the run began */
    enum event_kind kind;
    int pid, tid;   /* as seen inside the run; tid = pid if one thread */
    int other;      /* the other process, see the kinds */
    int call;       /* index into the table of calls.h, or -1 */
    int fd, object; /* -1, 0 when there is none */
    int value;      /* `number` of the kinds above */
    int64_t arguments[6];
    int64_t result;
    struct place place;
    char *text; /* owned by the log, or NULL */
    bool brief; /* ENTER only: the call returns at once, unseen */
    unsigned char payload[PAYLOAD_SHOWN];
    int payload_length;
};

/* An event of this kind with everything else empty. */
struct event event_make(enum event_kind kind, int pid);

/* "enter", "leave", ... and back; event_kind_of returns -1 for no kind. */
const char *event_kind_name(enum event_kind kind);
int event_kind_of(const char *name);
const char *object_kind_name(enum object_kind kind);
int object_kind_of(const char *name);

/* Returns a copy of text that lives as long as the process, one per text. */
const char *place_intern(const char *text);

#endif
