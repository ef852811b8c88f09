/* signals_stuck.c - which mistake with signals led to a standstill, or to a death.
 *
 * Asked in an order in which the more special comes first: a handler that sleeps,
 * a signal that stays blocked, children that nobody noticed, a signal that never
 * went out or was merged; and then the one that came between look and sleep.
 */
#include "harness/signals.h"

#include "harness/diagnose.h"
#include "harness/places.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static enum call_role role_of(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    return info ? info->role : ROLE_NONE;
}

/* ---- asleep ---- */

/* The call in which the process sleeps after so many events, or NULL. */
static const struct event *sleeps_in(const struct run *run, int pid,
                                     size_t until)
{
    const struct log *log = trace_log(run->trace);
    const struct event *entered = NULL;
    for (size_t i = 0; i < until; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != pid)
            continue;
        if (event->kind == EVENT_ENTER && !event->brief)
            entered = event;
        else if (event->kind == EVENT_LEAVE || event->kind == EVENT_GONE)
            entered = NULL;
    }
    return entered;
}

/* The signal whose handler ran when the process was on its way to this call: it
 * has not come back from any other wait since then. */
static const struct event *signal_before(const struct run *run,
                                         const struct event *call)
{
    const struct log *log = trace_log(run->trace);
    const struct event *signal = NULL;
    for (size_t i = 0; log_at(log, i) != call; i++) {
        const struct event *event = log_at(log, i);
        if (signals_is_delivery(run, event, call->pid))
            signal = event;
        else if (event->pid == call->pid && event->kind == EVENT_LEAVE &&
                 signals_waits_in(event))
            signal = NULL;
    }
    return signal;
}

static bool reads_it_itself(const struct run *run, const struct event *call)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++)
        if (log_at(log, i)->kind == EVENT_OPEN &&
            log_at(log, i)->pid == call->pid &&
            log_at(log, i)->object == call->object &&
            log_at(log, i)->value & ACCESS_READ)
            return true;
    return false;
}

static bool tell_full_pipe(struct check *check, const struct run *run,
                           const struct event *call)
{
    if (role_of(call) != ROLE_WRITE || !reads_it_itself(run, call) ||
        !signals_call_in_handler(run, call->pid, ROLE_WRITE, NULL))
        return false;
    (void)finding_add(
        check, "SIG-12", call->place, text_of("a handler that sleeps"),
        text_of("your handler sleeps in write(): the pipe is full, and only "
                "your own process, which stands in this handler, reads it"),
        text_of("the write end must be non-blocking; a full pipe says that "
                "there is news already, so EAGAIN is fine"));
    return true;
}

/* A read that the kernel began anew behind the handler (SA_RESTART). */
static bool was_restarted(const struct run *run, const struct event *call,
                          const struct event *signal)
{
    const struct log *log = trace_log(run->trace);
    const struct event *left = NULL;
    for (size_t i = 0; log_at(log, i) != signal; i++)
        if (log_at(log, i)->pid == call->pid &&
            (log_at(log, i)->kind == EVENT_LEAVE ||
             log_at(log, i)->kind == EVENT_ENTER))
            left = log_at(log, i);
    return left && left->kind == EVENT_LEAVE && left->result == -EINTR &&
           left->call == call->call && left->place.line == call->place.line;
}

static bool tell_lost(struct check *check, const struct run *run,
                      const struct event *call)
{
    const struct event *signal =
        signals_waits_in(call) ? signal_before(run, call) : NULL;
    if (!signal)
        return false;
    const char *name = call_typed_name(call_at(call->call), call->value >= 0);
    if (was_restarted(run, call, signal)) {
        (void)finding_add(
            check, "STUCK", call->place, text_of("asleep again at once"),
            text_of("SIG%s came while your process slept in %s(); its handler "
                    "ran, and then the same call slept on",
                    sigabbrev_np(signal->value), name),
            text_of("nothing between the handler and the next sleep looked "
                    "whether it is over: with SA_RESTART the kernel itself "
                    "begins the call anew"));
        return true;
    }
    (void)finding_add(
        check, "SIG-05", call->place, text_of("a wake-up was lost"),
        text_of("SIG%s came just before %s() was called; now your process "
                "sleeps there, and no other signal will come",
                sigabbrev_np(signal->value), name),
        text_of("between your look and your sleep there is a moment: block "
                "the signal before you look, and let it in with the same call "
                "that sleeps"));
    return true;
}

static bool handler_ran(const struct run *run, int pid, int number)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++)
        if (signals_is_delivery(run, log_at(log, i), pid) &&
            log_at(log, i)->value == number)
            return true;
    return false;
}

static bool tell_still_blocked(struct check *check, const struct run *run,
                               const struct event *call)
{
    const struct process *process =
        world_process(trace_world(run->trace), call->pid);
    for (int number = 1; process && number < NSIG; number++) {
        uint64_t bit = UINT64_C(1) << (number - 1);
        const struct thread *thread = &process->threads[0];
        if (!(thread->blocked & (thread->pending | process->pending) & bit) ||
            !(process->caught & bit) || !handler_ran(run, call->pid, number))
            continue;
        (void)finding_add(
            check, "SIG-14", call->place,
            text_of("the signal stayed blocked behind its handler"),
            text_of("SIG%s has come once, and its handler ran; since then it "
                    "is blocked, and the next one waits for ever",
                    sigabbrev_np(number)),
            text_of("a signal is blocked while its handler runs, and who "
                    "leaves with longjmp does not put the mask back"));
        return true;
    }
    return false;
}

/* ---- children that nobody noticed ---- */

static const struct event *first_of(const struct run *run, enum event_kind kind,
                                    int pid, int other)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == kind && event->pid == pid &&
            (other == 0 || event->other == other))
            return event;
    }
    return NULL;
}

static const struct event *of_child(const struct run *run, int parent,
                                    int child, enum event_kind kind)
{
    return kind == EVENT_GONE ? first_of(run, kind, child, 0)
                              : first_of(run, kind, parent, child);
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
static bool tell_unreaped(struct check *check, const struct run *run,
                          const struct event *call, size_t until)
{
    uint64_t last_end = 0;
    int zombies = 0;
    for (int i = 1; i <= run_child_count(run); i++) {
        const struct process *child = run_child(run, i);
        const struct event *gone =
            of_child(run, call->pid, child->pid, EVENT_GONE);
        if (!of_child(run, call->pid, child->pid, EVENT_FORK) || !gone ||
            gone->number > until || !signals_students_line(&child->forked_at))
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

/* ---- sent, but not as meant ---- */

/* Waits for the end of a stopped child, which was sent what it can only take
 * when it goes on. */
static bool tell_stopped(struct check *check, const struct run *run,
                         const struct event *call)
{
    const struct log *log = trace_log(run->trace);
    const struct event *sent = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_ENTER || role_of(event) != ROLE_KILL ||
            event->pid != call->pid || event->other <= 0)
            continue;
        bool stops = event->value == SIGSTOP || event->value == SIGCONT ||
                     event->value == SIGKILL;
        sent = stops ? NULL : event;
    }
    if (role_of(call) != ROLE_WAIT || !sent)
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

static bool tell_unsent(struct check *check, const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_LEAVE || role_of(event) != ROLE_KILL ||
            event->result != -EAGAIN || !signals_is_students(run, event))
            continue;
        (void)finding_add(
            check, "SIG-15", event->place, text_of("a signal was not sent"),
            text_of("%s() failed with EAGAIN: so many signals waited already "
                    "that this one was not sent; somebody waits for it now",
                    call_typed_name(call_at(event->call), false)),
            text_of("real-time signals wait in a queue, and the queue has an "
                    "end (RLIMIT_SIGPENDING): who sends must look at the "
                    "result"));
        return true;
    }
    return false;
}

static bool tell_merged(struct check *check, const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    const struct event *first = NULL;
    int sent = 0, taken = 0;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_LEAVE && role_of(event) == ROLE_KILL &&
            event->value > 0 && event->value < SIGRTMIN &&
            event->other == trace_root(run->trace) && event->result == 0 &&
            signals_is_students(run, event)) {
            first = first ? first : event;
            sent++;
        }
        taken += event->kind == EVENT_SIGNAL && first &&
                 event->pid == trace_root(run->trace) &&
                 event->value == first->value;
    }
    if (sent <= taken)
        return false;
    (void)finding_add(
        check, "SIG-06", first->place, text_of("several signals became one"),
        text_of("SIG%s was sent %d times, and came %d %s",
                sigabbrev_np(first->value), sent, taken,
                taken == 1 ? "time" : "times"),
        text_of("a standard signal that is pending is only marked, so a second "
                "one changes nothing; real-time signals queue"));
    return true;
}

/* ---- the program was ended by the signal itself ---- */

static struct place place_of_signalfd(const struct run *run)
{
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == OBJECT_SIGNALFD)
            return world->objects[i].created_at;
    return NOWHERE;
}

bool signals_explain_death(struct check *check, const struct run *run)
{
    int number = WTERMSIG(run->status);
    const char *name = sigabbrev_np(number);
    const struct event *action = signals_action(run, number);
    struct place made = place_of_signalfd(run);
    if (action && action->arguments[2] & (int64_t)SA_RESETHAND)
        (void)finding_add(
            check, "SIG-13", action->place, text_of("the handler was for once"),
            text_of("the first SIG%s ran the handler, the second one ended "
                    "your process",
                    name),
            text_of("SA_RESETHAND, and signal() with some compiler flags, set "
                    "the action back to its default before the handler runs"));
    else if (made.file && !action)
        (void)finding_add(
            check, "SIG-11", made, text_of("signalfd without blocking"),
            text_of("SIG%s ended your process, which has a signalfd for it",
                    name),
            text_of("a signalfd only gives out what is blocked and pending; "
                    "what is not blocked does what it always does"));
    else if (number > SIGSYS && number < SIGRTMIN)
        (void)finding_add(
            check, "SIG-15", place_of_call(run, ROLE_KILL, 0),
            text_of("a signal of the C library's own"),
            text_of("signal %d ended your process", number),
            text_of(
                "real-time signals for programs begin at SIGRTMIN, which is "
                "%d here; the C library keeps the first ones for itself",
                SIGRTMIN));
    else
        return false;
    return true;
}

/* A child died of a signal that came before it had said what it shall do. */
static bool tell_too_early(struct check *check, const struct run *run)
{
    for (int i = 1; i <= run_child_count(run); i++) {
        const struct process *child = run_child(run, i);
        int number = WTERMSIG(child->wait_status);
        const struct event *gone = first_of(run, EVENT_GONE, child->pid, 0);
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
        (void)tell_too_early(check, check->run);
}

bool signals_explain(struct check *check, const struct run *run)
{
    if (tell_too_early(check, run) || tell_unsent(check, run))
        return true;
    for (int i = 0; i <= run_child_count(run); i++) {
        const struct process *process =
            i == 0 ? run_root(run) : run_child(run, i);
        const struct event *call =
            process ? sleeps_in(run, process->pid, run->event_count) : NULL;
        if (!call)
            continue;
        if (tell_full_pipe(check, run, call) ||
            tell_stopped(check, run, call) ||
            tell_still_blocked(check, run, call) ||
            tell_unreaped(check, run, call, run->event_count) ||
            tell_merged(check, run) || tell_lost(check, run, call))
            return true;
    }
    return false;
}

bool signals_explain_sleep(struct check *check, size_t until)
{
    const struct run *run = check->run;
    const struct event *call = sleeps_in(run, trace_root(run->trace), until);
    return call && (tell_unreaped(check, run, call, until) ||
                    tell_lost(check, run, call));
}
