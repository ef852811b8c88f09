/* world.h - everything that is known about a run at one moment.
 *
 *   log[0..n] ──world_apply, one by one──► world after event n
 *
 * world_apply is a pure function of the world before and the event: no clock,
 * no /proc, no memory of its own. So the world at any earlier moment is had by
 * applying fewer events, and a record shows what the live run showed.
 */
#ifndef OBSERVE_WORLD_H
#define OBSERVE_WORLD_H

#include "observe/log.h"

enum process_state {
    PROCESS_ALIVE,
    PROCESS_EXITING, /* in its last moments, descriptors still open */
    PROCESS_ZOMBIE,  /* ended, nobody has collected its status yet */
    PROCESS_REAPED   /* ended and collected */
};

/* Will a timer send this process a signal? */
enum timer { TIMER_NONE, TIMER_ONCE, TIMER_AGAIN };

/* A timer that will send its process a signal. */
struct alarm_clock {
    int id; /* 0: alarm and setitimer share one; n + 1: POSIX timer n */
    enum timer timer;
    int signal; /* that it sends; 0: not known */
};

/* How often a signal was sent to a process by the run, and how often it was
 * taken: delivered, or fetched by sigwait or a read of a signalfd. */
struct signal_count {
    int signal;
    int sent, taken;
    bool unsure; /* sent to a group: not everybody who got it is known */
};

/* One row of a process's descriptor table; object 0 means closed. */
struct descriptor {
    int object;
    int access;             /* bits of enum access */
    int opened_by;          /* pid that made it */
    struct place opened_at; /* the call that made this descriptor number */
};

/* A stretch of a process's memory that is (part of) an object. */
struct mapping {
    int object;
    uint64_t address, length, offset;
    int access; /* ACCESS_READ, ACCESS_WRITE */
};

struct thread {
    int tid;
    int call; /* the call it is in (calls.h), -1 when in none */
    int64_t arguments[6];
    int fd, object; /* what the call works on; -1 and 0 for nothing */
    int timeout_ms; /* of a waiting call; -1 = for ever */
    char *watched;  /* descriptors given to poll: "r4 w6", or NULL */
    uint64_t since; /* number of the event that entered the call */
    uint64_t since_us;
    struct place place;
    bool asleep;               /* seen asleep in this call */
    uint64_t blocked, pending; /* signals, as last seen */
};

struct process {
    int pid, parent;
    enum process_state state;
    int wait_status;  /* as wait(2) gives it, once it has ended */
    char *command;    /* arguments joined by blanks */
    char *role;       /* last part of argv[0] */
    bool own_program; /* false once it has exec'd another program */
    int timer;        /* enum timer: the most of all its clocks */
    struct alarm_clock *clocks;
    int clock_count;
    struct signal_count *counts; /* one per signal that was ever sent */
    int count_count;
    bool stopped;       /* by a signal, until SIGCONT comes */
    bool beside_others; /* was not started by us: see ORIGIN_BESIDE_OTHERS */
    int outside;        /* what may end its waits: enum outside */
    int vfork_child;    /* child it waits for in vfork, or 0 */
    struct place forked_at; /* where its parent made it */
    struct thread *threads;
    int thread_count;
    struct descriptor *descriptors; /* indexed by descriptor number */
    int descriptor_limit;
    struct mapping *mappings;
    int mapping_count;
    uint64_t pending, caught, ignored; /* signals, as last seen */
};

/* A message in a queue: its System V type, or its priority. */
struct message {
    int64_t type, length;
    int sender;
};

/* What a process did with a message queue or a semaphore set: messages sent and
 * received, or what it added to and took from semaphore `part`. That there is
 * an entry means that it knows the id; children know what their parents do. */
struct use {
    int pid, part;
    int64_t given, taken;
    int64_t undo; /* will be added at its end (SEM_UNDO) */
};

struct object {
    int id;
    enum object_kind kind;
    uint64_t inode;              /* or the id, of System V objects */
    uint64_t device;             /* of the inode; 0 = not known */
    char *name;                  /* "pipe 1" or a path */
    int64_t fill, capacity;      /* bytes, messages or value, by kind;
                                    capacity 0 when it has none */
    int64_t moved_in, moved_out; /* bytes ever written and read */
    bool before;                 /* existed before the run */
    bool outside;                /* others, outside the run, may hold it */
    bool removed;                /* has no name any more, or will go */
    int peer;                    /* other end of a socket; 0: none, unknown */
    int parent;                  /* memory in which this word lies, or 0 */
    uint64_t offset;             /* ... and where in it; private memory: its
                                    address in process created_by */
    int owner;                   /* tid that holds the mutex, 0 = not known */
    char *facts;                 /* "maxmsg=10 msgsize=64", or NULL */
    int created_by;
    struct place created_at;
    struct message *messages; /* in a queue, first out first */
    int message_count;
    struct message *early; /* received before their sending was seen */
    int early_count;
    bool unsure; /* messages came or went unseen: the list may be wrong */
    struct use *uses;
    int use_count;
    uint64_t touched; /* number of the last event that was about it */
};

/* A world remembers all that can still matter and, of what cannot, the newest:
 * in a long run it forgets collected processes and objects without a name that
 * nobody has any more (world_forget.h). */
struct world {
    struct process *processes; /* in the order in which they appeared */
    int process_count;
    int processes_forgotten;
    struct object *objects; /* by rising id; look up with world_object */
    int object_count;
    int last_object;        /* the newest id */
    int made[OBJECT_KINDS]; /* how many of each kind there ever were */
    int forget_processes, forget_objects; /* at so many, see what can go */
    uint64_t time_us;
    uint64_t applied; /* number of the last event */
    int verdict;      /* value of the last EVENT_QUIET, 0 if moving */
};

/* An empty world is all zero bytes: struct world world = { 0 }; */
void world_apply(struct world *world, const struct event *event);

/* Makes world what it was after the first `count` events of the log. */
void world_at(struct world *world, const struct log *log, size_t count);

/* Frees what the world owns and makes it empty. */
void world_clear(struct world *world);

/* Look up by pid or id; NULL when unknown. A pid that was used twice gives its
 * newest process. */
struct process *world_process(const struct world *world, int pid);
struct object *world_object(const struct world *world, int id);
struct thread *world_thread(const struct process *process, int tid);

/* The descriptor, or NULL when it is not open. */
struct descriptor *world_descriptor(const struct process *process, int fd);

/* A fact of an object by its key: 10 for "maxmsg" above; absent if unknown. */
int64_t object_fact(const struct object *object, const char *key,
                    int64_t absent);

/* The mapping of process that holds address, or NULL. */
struct mapping *world_mapping(const struct process *process, uint64_t address);

/* Does process have object as a descriptor with one of these access bits, or
 * in its memory? */
bool process_has(const struct process *process, int object, int access);

/* Signals that the run has sent to a process and that it has not taken. What a
 * standard signal had more than one of was merged with the pending one and is
 * lost; real-time signals all wait in a queue. Only true while everything
 * sleeps; -1 when it cannot be known. signal(7) */
int process_merged(const struct process *process, int number);
int process_queued(const struct process *process, int number);

/* Alive: neither ended nor reaped. */
bool process_alive(const struct process *process);

/* How many processes now hold object with any of these access bits. */
int world_holders(const struct world *world, int object, int access);

#endif
