/* calls.h - the system calls that matter here, and what they are for.
 *
 * Numbers and names per architecture come from libseccomp; this table only
 * says which calls are watched, in which role, and whether their result is
 * needed. A call that is not in the table runs at full speed.
 */
#ifndef OBSERVE_CALLS_H
#define OBSERVE_CALLS_H

#include <stdbool.h>

enum call_role {
    ROLE_NONE,
    ROLE_READ,  /* moves bytes from descriptor argument 0 */
    ROLE_WRITE, /* moves bytes to descriptor argument 0 */
    ROLE_MOVE,  /* splice, tee, sendfile: between two descriptors */
    ROLE_PIPE,  /* argument 0 receives two descriptors */
    ROLE_PAIR,  /* socketpair: argument 3 receives two descriptors */
    ROLE_OPEN,  /* returns a new descriptor */
    ROLE_DUP,   /* returns a copy of descriptor argument 0 */
    ROLE_FCNTL, /* may copy, or change flags of, a descriptor */
    ROLE_CLOSE,
    ROLE_CLOSE_RANGE,
    ROLE_WAIT,   /* waits for a child */
    ROLE_POLL,   /* waits for one of several descriptors */
    ROLE_SLEEP,  /* ends by itself after a time */
    ROLE_PAUSE,  /* waits for a signal */
    ROLE_KILL,   /* sends a signal */
    ROLE_ACTION, /* says what a signal does: handler, ignored, default */
    ROLE_TIMER,  /* arms or disarms a timer that will signal */
    ROLE_LOCK,   /* flock */
    ROLE_SIZE,   /* gives the file of descriptor argument 0 another size */
    ROLE_FUTEX,
    ROLE_SEND,    /* a message to a queue: mq_timedsend, msgsnd */
    ROLE_RECEIVE, /* ... and from it */
    ROLE_SEMOP,   /* operations on a System V semaphore set */
    ROLE_GET,     /* msgget, semget, shmget: returns the id of an object */
    ROLE_CONTROL, /* msgctl, semctl, shmctl, mq_notify, mq_unlink */
    ROLE_ATTACH,  /* shmat */
    ROLE_DETACH,  /* shmdt */
    ROLE_MAP,     /* mmap with MAP_SHARED; others do not stop */
    ROLE_CONNECT, /* may wait for the other side's backlog or answer */
    ROLE_ACCEPT,  /* returns a descriptor connected with somebody */
    ROLE_SOCKET,  /* bind, listen, shutdown, setsockopt */
    ROLE_RESTART, /* the kernel carries on with an interrupted call */
    ROLE_EXEC,
    ROLE_EXIT,
    ROLE_FORK /* seen by ptrace events, stopped only to refuse it */
};

struct call_info {
    const char *name;
    enum call_role role;
    bool result; /* is a second stop at the return needed? */
    bool blocks; /* can it sleep for as long as nobody wakes it? */
    int argument_count;
};

/* The table: 0 <= index < call_count(). */
int call_count(void);
const struct call_info *call_at(int index);

/* What a program types for the call: without a time limit the library makes
 * mq_receive an mq_timedreceive that never ends, and semop a semtimedop. */
const char *call_typed_name(const struct call_info *info, bool limited);

/* Index of the call with this system-call number or name, or -1. */
int call_by_number(long number);
int call_by_name(const char *name);

/* Name of any system call, also of one that is not in the table. The text is
 * valid until the next call of this function. */
const char *call_number_name(long number);

/* Builds the filter that lets everything through but stops (RET_TRACE) at the
 * calls of the table, and writes it as a BPF program to descriptor fd (what
 * bubblewrap reads with --seccomp). Returns 0, or -1 with errno. seccomp(2) */
int call_filter_export(int fd);

/* Installs the same filter in the calling process, for ever and for all its
 * children. Sets no_new_privs. Returns 0, or -1 with errno. */
int call_filter_install(void);

#endif
