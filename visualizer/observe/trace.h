/* trace.h - runs a program and writes down what it does.
 *
 *   caller ── trace_start ──► child: filter, exec ─► the program's processes
 *      │                                                   │ stop at each
 *      └─ trace_run, again and again ◄── ptrace stops ─────┘ watched call
 *            appends events to the log and applies them to the live world
 *
 * Only the calls of calls.h stop a process; everything else, also in children,
 * runs untouched. Signals are passed on as they came. No duplicate of any of
 * the program's descriptors is kept. If the tracer dies, the traced die.
 * ptrace(2), seccomp(2)
 *
 * One thread, the one that called trace_start, must make all calls. It must
 * have no other children that it wants to wait for itself.
 */
#ifndef OBSERVE_TRACE_H
#define OBSERVE_TRACE_H

#include "observe/calls.h"
#include "observe/registers.h"
#include "observe/world.h"

#include <sys/resource.h>
#include <sys/types.h>

struct trace;

enum trace_action {
    TRACE_GO,   /* let the process continue */
    TRACE_HOLD, /* keep it stopped here until trace_release */
};

/* What a policy may look at and change while a process stands still. All
 * functions may be NULL. They are called from inside trace_run. */
struct trace_policy {
    void *context;
    /* A process is about to enter a watched call (EVENT_ENTER, or for calls
     * that make no such event a copy that is not logged). Here trace_cut and
     * trace_fail may be used. */
    enum trace_action (*entering)(void *context, struct trace *trace,
                                  const struct event *event);
    /* Any other event, right after it was appended. The process that the event
     * is about is stopped for FORK, EXEC, EXIT and LEAVE; only then is the
     * answer TRACE_HOLD obeyed. */
    enum trace_action (*happened)(void *context, struct trace *trace,
                                  const struct event *event);
};

#define TRACE_CLOSED (-1) /* start with this standard descriptor closed */

struct trace_options {
    char *const *argv;        /* searched in PATH; NULL-terminated */
    char *const *environment; /* NULL: the caller's */
    const char *directory;    /* NULL: the caller's */
    int standard[3];          /* what becomes descriptors 0, 1 and 2 */
    int execs_before; /* argv begins with so many launchers (bubblewrap, env),
                         each of which execs the next; recording starts with
                         the program behind the last */
    int filter_fd;    /* the first launcher installs the filter, which it reads
                         from this descriptor; else -1: installed at once */
    int launcher_fd;  /* what else the first launcher reads; 0: nothing */
    bool given_from_outside; /* standard[] are what the caller itself was
                         given: its ancestors and those beside it may have the
                         other ends; else the caller has made them */
    bool keep_session;       /* leave it in the caller's session and terminal */
    int cpu;                 /* everything on this CPU; -1 = wherever */
    bool fixed_addresses;    /* no address space randomisation: a program that
                             reads garbage reads the same garbage each time */
    int places;          /* so many calls get their source line at once; later
                          ones only when asked for (asleep, failed) */
    const char *helpers; /* functions of this source file only help those who
                            call them: see source_pass_over; NULL: none */
    int look_rest_ms;    /* to find out that nothing moves means to look at
                             every process: after a look, and after each stop,
                             wait a hundred times the CPU time that it took, but
                             at most so long; if stops keep coming, look all the
                             same after four hundred times. 0 = never wait */
    size_t event_limit;  /* at this many events trace_run stops; 0 = never */
    bool canonical_pids; /* number processes 2, 3, ... in order of birth
                            instead of showing the machine's pids */
    const struct rlimit *limits; /* set in the program; NULL or LIMITS long */
    const int *limit_kinds;      /* RLIMIT_..., ended by -1 */
    const struct trace_policy *policy; /* NULL: only watch */
};

/* Starts the program; nothing of it has run when this returns. Returns NULL
 * with errno if it cannot be started. The descriptors in options remain the
 * caller's; the program has copies. Free with trace_close. */
struct trace *trace_start(const struct trace_options *options);

enum trace_status {
    TRACE_MOVING, /* the time or the number of events is used up, or nothing
                     came for a moment and it is too early to look why */
    TRACE_QUIET,  /* every process sleeps in a call, is held, or is a zombie;
                     nothing will happen unless somebody outside acts, a timer
                     ends or a held process is released */
    TRACE_ENDED,  /* every process has ended */
    TRACE_FULL,   /* event_limit was reached */
};

/* Handles events until one of the above, for about timeout_ms at most (-1:
 * without limit) and at most max_stops stops (0: without limit). The caller's
 * SIGCHLD is left alone: each stop makes one pending if it is blocked. */
enum trace_status trace_run(struct trace *trace, int timeout_ms, int max_stops);

/* Has the next silence looked into, however short ago the last look was. */
void trace_look_soon(struct trace *trace);

/* The live world and the log, owned by the trace, valid until trace_close. */
const struct world *trace_world(const struct trace *trace);
struct log *trace_log(struct trace *trace);

/* The first process of the run (its pid as shown in events), 0 before it
 * started, and the pid by which the caller's namespace knows a process. */
int trace_root(const struct trace *trace);
pid_t trace_outer_pid(const struct trace *trace, int pid);

/* In `entering`: the call moves at most count bytes, as the kernel may do
 * itself (its arguments, or its vector of buffers, are shortened until it
 * returns). 0, or -1/errno. And: how many it asks for, -1 if it moves none. */
int trace_cut(struct trace *trace, const struct event *event, int64_t count);
int64_t trace_asked(const struct trace *trace, const struct event *event);

/* In `entering`: the call is not made and fails with this errno. */
int trace_fail(struct trace *trace, const struct event *event, int error);

/* In `entering`: the process stands just before the call and makes it when it
 * goes on; a signal that is pending then comes before the call. (One that comes
 * to a process held in the call itself interrupts the call.) 0, or -1/errno. */
int trace_step_back(struct trace *trace, const struct event *event);

/* In a policy's functions: trace_run returns (TRACE_MOVING) after this stop. */
void trace_pause(struct trace *trace);

/* Lets a held process continue, or all of them (pid 0). Returns how many. */
int trace_release(struct trace *trace, int pid);
bool trace_is_held(const struct trace *trace, int pid);

/* Sends a real signal to a process of the run. 0, or -1 with errno. */
int trace_signal(struct trace *trace, int pid, int signal);

/* Appends a note about something done from outside. Takes over text. */
void trace_note(struct trace *trace, char *text);

/* The source line of the call in which the process is (stopped or asleep). */
struct place trace_place(struct trace *trace, int pid);

/* Where the process is that computes without end: the first line of its loop,
 * in the function in which it goes round. Of several the first-born. It is
 * followed for some thousand instructions; after this only trace_kill may
 * follow. place.file is NULL when nobody computes, or nothing is known. */
struct place trace_loop(struct trace *trace);

/* Copies size bytes at offset of memory object `object` out of a process that
 * has it in its memory. Returns how many could be read (fewer where it ends),
 * or -1 with errno (ESRCH: nobody has it). process_vm_readv(2) */
ssize_t trace_memory(struct trace *trace, int object, uint64_t offset,
                     void *buffer, size_t size);

/* CPU time of all living processes of the run so far, in milliseconds. */
int64_t trace_cpu_ms(const struct trace *trace);

/* Kills what still runs and waits until it is gone. */
void trace_kill(struct trace *trace);

/* As trace_kill, then frees everything, also log and world. */
void trace_close(struct trace *trace);

#endif
