/* look.h - looks at processes that run already, without ptrace.
 *
 *   look_start ──► first look: who there is, what each has open
 *   trace_run  ──► waits for the next look; what changed since the last one
 *                  becomes events, as if the processes had been traced
 *
 * Nobody is stopped, and nothing of the processes is kept open but files of
 * /proc: what is asked through a duplicate of a descriptor is asked and given
 * back at once (proc.h). Where nothing has moved, a look costs one small read
 * for each thread.
 *
 * What happens between two looks is not seen, nor who opened a descriptor, nor
 * how a process ended whose parent was quicker than the look, nor an alarm(2)
 * that was set. None of these is guessed: a descriptor has no place where it was
 * opened, the status of such an end is STATUS_UNKNOWN, and whoever may have an
 * alarm is not taken for stuck. proc(5), pidfd_getfd(2)
 */
#ifndef OBSERVE_LOOK_H
#define OBSERVE_LOOK_H

#include "observe/trace.h"

/* With which EVENT_QUIET says that those who are looked at are stuck. */
#define LOOK_CONDITION                                                         \
    "unless an alarm() was set before, or somebody else was handed a "         \
    "descriptor: neither can be seen"

struct look_options {
    const pid_t *pids; /* these processes, as the caller's /proc knows them; */
    int pid_count;
    bool tree; /* and their descendants, also those that come */
    bool user; /* or all processes of the caller's user but itself */
    const struct trace_options *program; /* NULL, or: this is started first and
                           looked at with all its descendants. For where ptrace
                           is forbidden; it is killed with trace_kill */
    int every_ms;       /* between two looks; 0: without a pause */
    size_t event_limit; /* at this many events trace_run stops; 0 = never */
    const struct trace_policy *policy; /* NULL: only look */
};

/* What stands against looking at process pid: "no such process", "belongs to
 * another user", ...; NULL if nothing does. */
const char *look_refusal(pid_t pid);

/* The first trace_run takes the first look. The options' arrays may go before.
 * Returns NULL with errno. To be used with the functions of trace.h, all but those that change
 * what a process does: trace_cut, trace_fail, trace_release, trace_signal.
 * trace_run handles at most max_stops looks that found something, and returns
 * TRACE_QUIET when none of the processes has moved between two looks, and
 * TRACE_ENDED when they are all gone. trace_close leaves the processes alone, but
 * for a program that was started here. */
struct trace *look_start(const struct look_options *options);

/* In how many milliseconds the next look is due; -1 if the trace does not look
 * but follows. */
int look_due_ms(const struct trace *trace);

/* What cannot be seen of some of the processes, and why, in one line: "calls
 * and contents of 2 of 5 processes: another user's"; NULL if all can. Valid
 * until the next trace_run. */
const char *look_unseen(const struct trace *trace);

#endif
