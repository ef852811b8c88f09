/* run.h - one run of a student's program, from start to the last process.
 *
 *   test ──scene──► run_play ──► program in the sandbox, every call seen
 *                      │  moves: cut, fail, hold, kill, at a chosen call
 *                      │  steps: feed, end, signal, leave, when all sleep
 *                      ▼
 *                  struct run: output, statuses, world, how it ended
 *
 * Nothing here waits for a time to pass. Steps are taken when every process is
 * asleep, held processes go on when everybody else is; so the same program
 * takes the same way on a busy machine and on a quiet one.
 */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "observe/cause.h"
#include "observe/trace.h"

#define RUN_WALL_MS 10000    /* the emergency brake, never a cause */
#define RUN_CPU_MS 2000      /* more than this is computing without end ... */
#define RUN_EVENT_CPU_US 100 /* ... beside what the watched calls cost */
#define RUN_SPIN_CPU_MS                                                        \
    300 /* ... while a held process keeps it from going on */
#define RUN_EVENTS 120000
#define RUN_PROCESSES 200 /* alive at the same time, threads counted */
#define RUN_SPINS 1000    /* fruitless calls while all others sleep */

/* ---- what is done to the program ---- */

/* MOVE_LATE, only for EVENT_ENTER: held just before the call, until all others
 * are asleep, and those whom a MOVE_HOLD keeps have gone on to where they sleep
 * or are held again. A signal that comes meanwhile comes before the call: that
 * is how a wake-up gets lost. The log notes when it goes on. */
#define RUN_LATE_NOTE "who was held just before a call makes it now"

enum move_kind {
    MOVE_NONE,
    MOVE_CUT,
    MOVE_FAIL,
    MOVE_HOLD,
    MOVE_LATE,
    MOVE_KILL
};

#define MOVE_ROOT (-1) /* `child`: the program itself, not one it started */

/* At the nth time (0: each time) that `child` (0: any process that still runs
 * the student's own code, n: the nth that was started) comes to the event:
 * for EVENT_ENTER and EVENT_LEAVE a call of this role (ROLE_NONE: one that waits
 * for somebody), on an object of this kind (OBJECT_NONE: any). Only what the
 * manual allows there may be asked for. */
struct move {
    enum move_kind kind;
    enum event_kind at;
    enum call_role role;
    enum object_kind object;
    int child;
    int nth;
    int64_t value; /* MOVE_CUT: bytes; MOVE_FAIL: errno; MOVE_KILL: signal */
    int seen;      /* how often it matched in this run; start with 0 */
};

enum step_kind {
    STEP_NONE,
    STEP_FEED,      /* text is written to the program's input; number 1: as soon
                       as somebody is held, and before he may go on */
    STEP_END_INPUT, /* the input's write end is closed */
    STEP_SIGNAL,    /* number is sent to the program itself */
    STEP_LEAVE,     /* the reader of its output goes away */
    STEP_KILL_CHILD /* SIGKILL for the nth process that was started */
};

struct step {
    enum step_kind kind;
    const char *text;
    size_t length; /* 0: strlen(text) */
    int number;
};

#define SCENE_MOVES 8
#define SCENE_STEPS 12

struct scene {
    const char *arguments[80]; /* behind the program's name */
    const void *input;         /* NULL: none, it is at its end */
    size_t input_length;
    bool input_pipe;      /* input comes through a pipe, fed by steps */
    bool output_terminal; /* output goes to a terminal (stdio writes lines) */
    bool output_pipe; /* output goes into a pipe that is read when all sleep;
                          else into a file */
    int closed;       /* bit n: start with descriptor n closed */
    bool child_signal_ignored; /* start with SIGCHLD ignored */
    bool ends_in_reverse; /* whatever it started ends one at a time, when all
                             others sleep, the last started first: which of
                             two programs ends first is then no chance */
    bool interrupt_waits; /* the nth sleep of the program itself in a waiting
                             call is interrupted by SIGUSR1, each once */
    struct move moves[SCENE_MOVES];
    struct step steps[SCENE_STEPS];
};

/* ---- what came out ---- */

enum run_end {
    RUN_ENDED,  /* the program ended by itself */
    RUN_STUCK,  /* proven: nobody can ever wake anybody */
    RUN_ASLEEP, /* all asleep, waiting for something outside the run */
    RUN_SPIN,   /* asks again and again without ever sleeping */
    RUN_LIMIT,  /* computing or calling without end */
    RUN_TIME,   /* the brake */
    RUN_NOT_STARTED
};

#define RUN_LEFT_MAX 72
#define RUN_NAMES_MAX 32

/* A name that outlives the program, see left.h. */
struct left_name {
    enum object_kind kind;
    char name[128];
    struct place made_at; /* file NULL: not seen */
};

struct run {
    enum run_end end;
    int status;   /* wait status of the program, if it ended */
    char *output; /* all it and its children wrote to descriptor 1 */
    size_t output_length;
    char *errors;             /* ... and to descriptor 2; ended by NUL */
    struct trace *trace;      /* log and world, until run_close */
    struct cause cause;       /* if RUN_STUCK */
    char *happened, *because; /* RUN_STUCK, RUN_ASLEEP: in words, as it was
                                 at that moment; malloc'd, owned by the run */
    struct place stands; /* where the sleeper stands, or of many who are stuck
                            the one whose waiting is told */
    size_t event_count;  /* events up to the end; later ones are the kill's */
    int spinner;         /* pid, if RUN_SPIN */
    struct place spin_place;
    enum call_role spin_role;
    int spin_error;         /* errno of the call that it made again and again */
    const char *spin_name;  /* the call */
    bool spin_ready;        /* it was told that something is ready */
    bool spin_at_end;       /* it was told of the end of this descriptor, ... */
    int spin_fd;            /* ... again and again */
    int refused;            /* calls that a MOVE_FAIL made fail */
    int left[RUN_LEFT_MAX]; /* pids of what it started and did not collect by
                               its end: zombies and living ones */
    int left_count;
    int left_alive;
    int descriptors_left;                  /* beyond 0 to 2, open at its end */
    struct left_name names[RUN_NAMES_MAX]; /* what outlives it: left.h */
    int name_count;
    bool forked_too_much;
    bool killed_everybody; /* called kill(-1) (was not let through) */
    struct place killed_at;
    struct place failed_at;  /* where a MOVE_FAIL was made last */
    uint64_t ignored_at_end; /* signals it ignored when it ended, bit n-1 */
    struct place crashed_at; /* where a deadly signal hit it */
    int crash_signal;
    int isolation; /* 1: walls, 0: none */
    int64_t duration_ms;
    char directory[4096]; /* scratch directory without walls, else "" */
};

/* Plays scene with the program at path (of the machine). moves' `seen` fields
 * are used. Without walls the program works in a new directory below
 * $IPC_SCRATCH (else /tmp), which run_close removes. Returns NULL with errno
 * if not even the sandbox could be started. Free with run_close. */
struct run *run_play(const char *program, struct scene *scene);
void run_close(struct run *run);

/* The program itself; NULL if it never started. */
const struct process *run_root(const struct run *run);

/* Processes of the run that the program or its children forked, in order: the
 * nth (from 1), or NULL; and how many there were. */
const struct process *run_child(const struct run *run, int nth);
int run_child_count(const struct run *run);

/* The value of the line "= KEY VALUE" that the program's main printed about
 * its results, in a static buffer; NULL when there is no such line. */
const char *run_result(const struct run *run, const char *key);

#endif
