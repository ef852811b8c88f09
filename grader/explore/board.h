/* board.h - what explored processes and the explorer have in common.
 *
 *   explorer ──schedule──► board ◄──steps── the processes of the program
 *
 * One task (process or thread) runs at a time: the one whose number is in
 * `current`. Before each access to shared memory and each call between
 * processes it publishes what it is about to do, chooses who goes on (by the
 * schedule; then whoever runs goes on), and sleeps until it is chosen. So whoever is
 * current may write to the board, and nobody else; the explorer reads it when
 * `over` is set.
 */
#ifndef EXPLORE_BOARD_H
#define EXPLORE_BOARD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define BOARD_MAGIC 0x4f415244u
#define BOARD_FD 198      /* the board's memory in the program */
#define BOARD_TASKS 16    /* tasks that one run may have */
#define BOARD_STEPS 4096  /* steps that one run may take */
#define BOARD_OBJECTS 256 /* things they may be about */
#define BOARD_CHANGES 4   /* of precedence, in a run by luck */
#define BOARD_WAITS 12    /* objects that one task can wait for */

/* Names of two steps (runtime/work.c). */
#define BOARD_WORK "work"
#define BOARD_WORKED "work ends"

enum object_type {
    THING_NONE,
    THING_SHARED,  /* memory that others map; key: its inode or number */
    THING_PRIVATE, /* memory of one process; key: its task */
    THING_STREAM,  /* pipe, FIFO or socket; key: inode */
    THING_FILE,    /* a name in a folder; key: hash of the name */
    THING_LOCKED,  /* flock on a file; key: inode */
    THING_SET,     /* System V semaphores; key: id */
    THING_LETTERS, /* System V messages; key: id */
    THING_QUEUE,   /* POSIX messages; key: inode */
    THING_SLEEP,  /* sleepers on a futex or condition; key: object<<32|offset */
    THING_FAMILY, /* ends of a task's children; key: task */
    THING_SIGNALS, /* signals to a process; key: task */
    THING_TIME,    /* virtual time */
};

struct thing {
    uint32_t type;
    uint64_t key, second;      /* second: the device of an inode */
    uint32_t readers, writers; /* opened a FIFO so far */
};

/* What a step does to its object. A step that neither writes nor reads is
 * about the object as a whole. */
enum step_flag {
    STEP_READS = 1,
    STEP_WRITES = 2,
    STEP_ATOMIC = 4,    /* or any call: orders memory, is no data race */
    STEP_ACQUIRES = 8,  /* what others released to the object comes first */
    STEP_RELEASES = 16, /* what was done so far comes before who acquires */
    STEP_ENDS = 32,     /* the task ends with it */
    STEP_REMOVES = 64,  /* nobody may use the object afterwards */
    STEP_HANDLER = 128, /* a handler was entered */
    STEP_YIELDS = 256,  /* others come first now */
};

struct operation {
    const char *name; /* "read", "sem_wait": a text of the program's image */
    uint64_t pc;      /* return address: the line is just before it */
    uint64_t caller;  /* ... of the function that it is in, or 0 */
    uint64_t offset;  /* first byte in the object, */
    uint32_t size;    /* and how many; 0: the whole object */
    uint16_t thing;   /* index into things */
    uint16_t flags;
};

struct step {
    struct operation op, also; /* also: a second thing that it did at once */
    bool has_also;
    uint64_t before, after; /* up to 8 bytes of memory, or a result */
    uint8_t task;
    uint8_t handler;     /* how many handlers of signals are running in it */
    uint16_t joined;     /* bit t: the task has learnt before this step that
                            task t has ended */
    uint16_t candidates; /* bit t: task t could have been chosen, as far as
                            anybody knew */
    uint16_t refused;    /* ... was chosen here and had to wait instead */
    char text[24];       /* the operation's name, copied */
};

enum task_state {
    TASK_NONE,
    TASK_STARTING, /* made, has not come to its first operation yet */
    TASK_READY,    /* stands before op */
    TASK_WAITING,  /* ... and would block there */
    TASK_ENDED,
};

struct wait {
    uint16_t thing;
    uint32_t size; /* 0: all of it */
    uint64_t offset;
};

struct task {
    enum task_state state;
    uint32_t go; /* futex: 1 = it is this task's turn */
    pid_t pid, tid;
    int parent;  /* task */
    int process; /* task that is the first thread of its process */
    bool thread, reaped;
    bool timed, expired; /* it waits until deadline at the latest; has */
    bool for_end;        /* it waits until another task ends */
    bool end_news;       /* ... one has: it looks, before anybody goes on */
    uint16_t joined;     /* ends that it has learnt of since its last step */
    bool asleep;         /* only a wake, a signal or the time ends its wait */
    bool granted;        /* it was chosen while it waited */
    int handler;         /* handlers of signals that it is in */
    int looks;           /* it spins: how often it may look at the same again */
    bool spins;
    uint16_t sleep_thing;
    uint64_t sleep_offset;
    int status;          /* wait status, of an ended process */
    uint64_t crashed_at; /* ... if a crash ended it: where, as a pc */
    int end_order;       /* 1 for the first that ended */
    struct operation op;
    struct wait waits[BOARD_WAITS];
    int wait_count;
    uint64_t wait_order;                        /* who began to wait first */
    uint64_t deadline;                          /* virtual time, if timed */
    uint64_t pending, masked, handled, ignored; /* signals, bit n - 1 */
    uint32_t forked_at; /* number of steps when it was made */
};

enum run_result {
    RUN_GOING,
    RUN_DONE,       /* every task has ended */
    RUN_DEADLOCK,   /* nobody can go on */
    RUN_ENDLESS,    /* BOARD_STEPS, or tasks, are used up */
    RUN_INFEASIBLE, /* the schedule wants somebody who cannot go on */
    RUN_REMOVED,    /* an object was used after its removal */
    RUN_UNABLE,     /* a call that the explorer does not know: text */
};

/* Who comes on, where no schedule says it: the highest of those who can. */
struct luck {
    bool drawn; /* else: who runs goes on */
    uint8_t precedence[BOARD_TASKS];
    uint32_t changes[BOARD_CHANGES]; /* before this step, who runs gets i */
};

struct board {
    uint32_t magic;
    uint32_t request, answer; /* futexes: number of the run wanted, and done */
    uint32_t over;
    enum run_result result;
    int32_t root_status;
    char text[200]; /* RUN_UNABLE: what it was */
    bool named;     /* names were made in this run */
    bool own_names; /* /dev/shm is only this program's */
    bool own_pids;  /* the pids here are numbers in a namespace of its own */
    char queues[BOARD_TASKS][64];
    uint32_t queue_count;

    /* the schedule: tasks to choose; then who runs goes on */
    uint32_t choice_count;
    uint8_t choices[BOARD_STEPS];
    uint16_t refusals[BOARD_STEPS]; /* who is to find out there that it must
                                       wait, before the choice */

    struct luck luck;

    uint32_t current;
    uint32_t previous; /* who took the last step, BOARD_TASKS at the start */
    uint32_t gone;     /* task + 1 whose process is about to be gone */
    uint32_t task_count, thing_count, step_count, ends;
    uint64_t waits, now, mappings;
    struct task tasks[BOARD_TASKS];
    struct thing things[BOARD_OBJECTS];
    uint16_t removed[BOARD_OBJECTS]; /* step + 1 that removed it */
    struct step steps[BOARD_STEPS];
};

#endif
