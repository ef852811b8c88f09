/* signals_children.c - children that ended, or were hit, when nobody looked. */
#include "harness/signals.h"

#include "harness/diagnose.h"
#include "harness/places.h"
#include "harness/signals_log.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static const struct event *of_child(const struct run *run, int parent,
                                    int child, enum event_kind kind)
{
    return kind == EVENT_GONE ? signals_first(run, kind, child, 0)
                              : signals_first(run, kind, parent, child);
}

/* Its end came before its parent had begun to do anything after the fork, and
 * the parent did not have SIGCHLD blocked. */
static bool ended_in_fork(const struct run *run, int parent, int child)
{
    const struct log *log = trace_log(run->trace);
    const struct event *forked = of_child(run, parent, child, EVENT_FORK);
    const struct event *gone = of_child(run, parent, child, EVENT_GONE);
    uint64_t blocked = 0;
    bool ended = false;
    for (size_t i = 0; forked && gone && i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        ended |= event == gone;
        if (event->pid != parent)
            continue;
        if (event->kind == EVENT_SIGNALS)
            blocked = (uint64_t)event->arguments[0];
        else if (event->number > forked->number &&
                 (event->kind == EVENT_ENTER || event->kind == EVENT_SIGNAL))
            break;
    }
    return ended && !(blocked & UINT64_C(1) << (SIGCHLD - 1));
}

static bool tell_early_end(struct check *check, const struct run *run,
                           const struct process *child, bool reaped)
{
    (void)finding_add(
        check, "SIG-08", child->forked_at,
        text_of("a child ended before it was noted"),
        reaped ? text_of("a child had ended when fork returned; its status "
                         "was collected before your process had noted its "
                         "pid, and now it waits for a child that is no more")
               : text_of("a child had ended when fork returned, and its "
                         "SIGCHLD was over by then; it is a zombie now, and "
                         "your process sleeps"),
        text_of("%s", signals_action(run, SIGCHLD)
                          ? "install the handler and block SIGCHLD before the "
                            "fork, and let it in when the pid is noted"
                          : "block SIGCHLD before the fork, and look for ends "
                            "whenever you are about to sleep"));
    return true;
}

/* The last SIGCHLD that the process took. */
static uint64_t last_child_signal(const struct run *run, int pid, size_t until)
{
    const struct log *log = trace_log(run->trace);
    uint64_t last = 0;
    for (size_t i = 0; i < until; i++)
        if (log_at(log, i)->kind == EVENT_SIGNAL &&
            log_at(log, i)->pid == pid && log_at(log, i)->value == SIGCHLD)
            last = log_at(log, i)->number;
    return last;
}

/* Children have ended and SIGCHLD was taken, but some are zombies still. */
bool signals_tell_unreaped(struct check *check, const struct run *run,
                           const struct event *call, size_t until)
{
    uint64_t last_end = 0;
    int zombies = 0;
    for (int i = 1; i <= run_child_count(run); i++) {
        const struct process *child = run_child(run, i);
        const struct event *gone =
            of_child(run, call->pid, child->pid, EVENT_GONE);
        if (!of_child(run, call->pid, child->pid, EVENT_FORK) || !gone ||
            gone->number > until || !place_is_students(&child->forked_at))
            continue;
        const struct event *reap =
            of_child(run, call->pid, child->pid, EVENT_REAP);
        bool reaped = reap && reap->number <= until;
        if (ended_in_fork(run, call->pid, child->pid))
            return tell_early_end(check, run, child, reaped);
        zombies += !reaped;
        last_end = gone->number;
    }
    struct place place = place_of_reap(run);
    if (zombies == 0 || !place.file ||
        last_child_signal(run, call->pid, until) < last_end)
        return false;
    (void)finding_add(
        check, "SIG-02", place, text_of("one wait for each SIGCHLD"),
        text_of("children ended together and SIGCHLD came once; %d of them "
                "%s a zombie still",
                zombies, zombies == 1 ? "is" : "are each"),
        text_of("a pending SIGCHLD is only marked, so one may stand for "
                "several children: go on until waitpid with WNOHANG has no "
                "more"));
    return true;
}

/* ---- hit too early, or stopped ---- */

/* A child died of a signal that came before it had said what it shall do. */
bool signals_tell_too_early(struct check *check, const struct run *run)
{
    for (int i = 1; i <= run_child_count(run); i++) {
        const struct process *child = run_child(run, i);
        int number = WTERMSIG(child->wait_status);
        const struct event *gone =
            signals_first(run, EVENT_GONE, child->pid, 0);
        if (!gone || gone->number > run->event_count || !child->own_program ||
            !WIFSIGNALED(child->wait_status) ||
            (number != SIGUSR1 && number != SIGUSR2) || !child->forked_at.file)
            continue;
        (void)finding_add(
            check, "SIG-16", child->forked_at,
            text_of("the signal came before the handler"),
            text_of("SIG%s ended the child: it was sent before the child had "
                    "said what shall be done with it",
                    sigabbrev_np(number)),
            text_of("after fork it is open which of the two goes first: block "
                    "the signal before the fork, or wait until the child says "
                    "that it is ready"));
        return true;
    }
    return false;
}

void check_not_too_early(struct check *check)
{
    if (!check->failed)
        (void)signals_tell_too_early(check, check->run);
}

/* Waits for the end of a stopped child, which was sent what it can only take
 * when it goes on. */
bool signals_tell_stopped(struct check *check, const struct run *run,
                          const struct event *call)
{
    const struct log *log = trace_log(run->trace);
    const struct event *sent = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_ENTER || signals_role(event) != ROLE_KILL ||
            event->pid != call->pid || event->other <= 0)
            continue;
        bool stops = event->value == SIGSTOP || event->value == SIGCONT ||
                     event->value == SIGKILL;
        sent = stops ? NULL : event;
    }
    if (signals_role(call) != ROLE_WAIT || !sent)
        return false;
    (void)finding_add(
        check, "STUCK", call->place, text_of("waits for one who is stopped"),
        text_of("SIG%s was sent to a child that is stopped, and now your "
                "process waits for its end",
                sigabbrev_np(sent->value)),
        text_of("a stopped process takes a signal only when it goes on: send "
                "SIGCONT as well, or SIGKILL, which waits for nothing"));
    return true;
}
