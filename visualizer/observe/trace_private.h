/* trace_private.h - what the tracer's own files share; nobody else's. */
#ifndef OBSERVE_TRACE_PRIVATE_H
#define OBSERVE_TRACE_PRIVATE_H

#include "observe/calls.h"
#include "observe/inside.h"
#include "observe/proc.h"
#include "observe/proc_look.h"
#include "observe/source.h"
#include "observe/trace.h"

#include <sys/time.h>
#include <time.h>

/* Why not all of a process can be seen. */
enum unseen {
    UNSEEN_NOTHING,
    UNSEEN_USER,      /* another user's */
    UNSEEN_YAMA,      /* kernel.yama.ptrace_scope */
    UNSEEN_SECRET,    /* ours, but it hides itself: prctl(2) PR_SET_DUMPABLE */
    UNSEEN_NAMESPACE, /* its pids and ids are others than ours */
    UNSEEN_KINDS
};

/* What is remembered of a task that is looked at without ptrace (look.h). */
struct looked {
    int activity_fd;          /* see proc_activity_open */
    struct activity activity; /* when it was described */
    bool asleep;              /* and it was asleep then, and is if they are
                                 still the same */
    bool zombie;              /* its end was told; it waits to be collected */
    uint64_t told_us;         /* when its sleep was told */
    /* Only of the first thread, about the whole process: */
    enum unseen unseen;
    uint64_t program, table; /* see proc_program, proc_table */
    uint64_t table_us;       /* when the table was compared */
    bool moved;              /* in this look */
    bool stale;              /* ... since the last finished one */
};

/* Bytes of the program's memory, to be put back when its call is over. */
struct kept {
    uint64_t at; /* 0: nothing is kept */
    size_t size;
    unsigned char bytes[32];
};

/* A call that was interrupted only because we watch, and is made to go on. */
struct undone {
    bool active;
    int call;             /* it must be the same one that goes on, */
    uint64_t stack;       /* in the same function */
    uint64_t since_us;    /* when the program made it */
    int64_t arguments[6]; /* as the program gave them */
    int64_t moved;        /* bytes that its interrupted parts have moved */
    bool socket;          /* it works on a socket, with a time-out that is */
    int time_option;      /* ... called so (0: not asked yet) and was this: */
    struct timeval socket_time;
    struct kept part, header; /* of a vector of buffers, see trace_rest.c */
};

/* One task (thread) of the traced tree. */
struct task {
    pid_t tid; /* outer numbers, for ptrace and /proc */
    pid_t group;
    int shown_tid; /* inner numbers, for events */
    int shown_pid;
    int image;        /* program image, for struct source */
    bool recorded;    /* false: part of the launcher, not of the program */
    bool newborn;     /* stopped at birth, its parent's event not seen yet */
    bool stopped;     /* stands in a ptrace stop */
    bool held;        /* ... and stays there until trace_release */
    bool listening;   /* left in the stop of a stop signal */
    bool in_call;     /* stopped at an entry whose return will stop too */
    bool told_asleep; /* EVENT_ASLEEP was logged for this sleep */
    int call;         /* the call it entered, if in_call */
    int resume;       /* ptrace request with which it is to continue */
    int signal;       /* signal to hand over when it continues */
    int exec_count;
    struct event entered;       /* the EVENT_ENTER, without its text */
    struct registers registers; /* as they were at that stop */
    uint64_t entered_us;        /* when the call was made */
    struct undone undone;
    uint64_t switches; /* context switches at the last look */
    bool known;        /* a finished look has written down all about it, and it
                       has not been switched in since */
    struct looked looked;
};

/* With canonical_pids: which number a process was given. Kept when it has
 * ended, because its parent learns of the end later. */
struct pid_name {
    pid_t outer;
    int shown;
};

struct trace {
    struct trace_options options;
    struct log log;
    struct world world;
    struct source *source;
    struct task *tasks;
    int task_count, task_room;
    pid_t child; /* the process that trace_start made */
    int root;    /* shown pid of the first recorded process */
    int images;  /* images handed out so far */
    int births;  /* processes recorded so far */
    int places_left;
    size_t looked; /* so long was the log after the last finished look */
    /* Numbers of events: the last end or exec of a process, and the last call
     * that moved bytes between objects of which it named only one. */
    uint64_t last_end, moved_between;
    uint64_t look_rest_us; /* after a look or a stop, see look_rest_ms */
    uint64_t next_look_us, latest_look_us; /* one of them must have come */
    struct pid_name *names;
    int name_count;
    struct inside *inside; /* opened at the first question, see trace_inside */
    bool no_inside;        /* ... and refused */
    uint64_t start_us;
    timer_t tick; /* ends a waitpid in which nothing happens */
    bool has_tick;
    struct look *look; /* NULL: it is followed with ptrace */
    pid_t *strangers;  /* who else holds an end: see_strangers.c */
    int stranger_room;
    bool told_unseen; /* that there are such, see proc_kin.h */
    bool pause;       /* trace_run is to return after this stop */
    bool full;
};

uint64_t trace_now_us(void);

/* trace_start.c: starts the program as trace_start does, but nobody follows it;
 * returns when it has replaced this one (or could not, and ended with 127). It
 * is killed when the calling thread ends. Its pid, or -1 with errno. */
pid_t trace_spawn(const struct trace_options *options);

/* trace_stops.c: what waitpid told about a task, and a task that has ended. */
void trace_handle(struct trace *trace, pid_t tid, int status);
void trace_ended(struct trace *trace, struct task *task, int status);

/* trace_tasks.c */
struct task *task_find(const struct trace *trace, pid_t tid);
struct task *task_find_shown(const struct trace *trace, int pid);
struct task *task_add(struct trace *trace, pid_t tid);
void task_remove(struct trace *trace, struct task *task);
void task_resume(struct task *task);
void trace_remember_name(struct trace *trace, const struct task *task);
/* The shown number of the process that a call of the program names by pid. */
int64_t trace_named(const struct trace *trace, int64_t pid);

/* trace_events.c: append, apply, tell the policy. Returns the policy's wish. */
enum trace_action trace_emit(struct trace *trace, struct event *event);
void trace_learn(struct trace *trace, struct task *task, int fd,
                 struct place place, bool at_start);
void trace_learn_all(struct trace *trace, struct task *task, bool at_start);
bool trace_is_loader_name(const char *path);
bool trace_is_loader_file(struct task *task, int fd);
struct place task_place(struct trace *trace, struct task *task, bool eager);

/* Into the namespaces of the program; NULL if that is not allowed. */
struct inside *trace_inside(struct trace *trace);

/* trace_undo.c: the same two stops, for a call that a signal has interrupted
 * which does nothing to the program. undo_left may change the registers of the
 * task, so that the call goes on. */
void undo_entered(struct task *task);
void undo_left(const struct trace *trace, struct task *task,
               struct registers *registers);

/* The call that the task is about to enter moves at most count bytes; what is
 * changed for that is put back when it returns. */
bool undo_cut(struct task *task, int64_t count);

/* trace_calls.c: a task at the entry of, or back from, a watched call. */
void call_entered(struct trace *trace, struct task *task);
void call_left(struct trace *trace, struct task *task);

/* quiet.c: what a sleeper that was not stopped at its entry does, from /proc;
 * event->text stays NULL if it is not asleep in a call. */
void trace_describe(struct trace *trace, struct task *task,
                    struct event *event);

/* quiet.c: true if nothing of the run can move by itself right now; then the
 * log tells so (EVENT_ASLEEP, EVENT_FILL, EVENT_QUIET). */
bool trace_is_quiet(struct trace *trace);

#endif
