/* signals_stuck.c - which mistake with signals led to a standstill.
 *
 * Asked in an order in which the more special comes first: a handler that sleeps,
 * a signal that stays blocked, children that nobody noticed, a signal that never
 * went out or was merged; and then the one that came between look and sleep.
 */
#include "harness/signals.h"

#include "harness/diagnose.h"
#include "harness/signals_log.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

/* ---- a handler that sleeps ---- */

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
    if (signals_role(call) != ROLE_WRITE || !reads_it_itself(run, call) ||
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

/* ---- between look and sleep ---- */

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

/* Did the signal come while the process slept in the same call? */
static bool came_in_sleep(const struct run *run, const struct event *call,
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

static bool is_restarting(const struct run *run, int number)
{
    const struct event *action = signals_action(run, number);
    return action && action->arguments[2] & SA_RESTART;
}

static bool tell_lost(struct check *check, const struct run *run,
                      const struct event *call)
{
    const struct event *signal =
        signals_waits_in(call) ? signal_before(run, call) : NULL;
    if (!signal)
        return false;
    const char *name = call_typed_name(call_at(call->call), call->value >= 0);
    if (came_in_sleep(run, call, signal)) {
        if (!is_restarting(run, signal->value))
            return false; /* it has looked, and sleeps again */
        (void)finding_add(
            check, "STUCK", call->place, text_of("asleep again at once"),
            text_of("SIG%s came while your process slept in %s(); its handler "
                    "ran, and then the same call slept on",
                    sigabbrev_np(signal->value), name),
            text_of("with SA_RESTART the kernel itself begins the call anew, "
                    "and nobody looks whether it is over"));
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

/* ---- blocked ---- */

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

/* ---- all of them, in order ---- */

bool signals_explain(struct check *check, const struct run *run)
{
    if (signals_tell_too_early(check, run) || signals_tell_unsent(check, run))
        return true;
    for (int i = 0; i <= run_child_count(run); i++) {
        const struct process *process =
            i == 0 ? run_root(run) : run_child(run, i);
        const struct event *call =
            process ? signals_sleeps_in(run, process->pid, run->event_count)
                    : NULL;
        if (!call)
            continue;
        if (tell_full_pipe(check, run, call) ||
            signals_tell_stopped(check, run, call) ||
            tell_still_blocked(check, run, call) ||
            signals_tell_unreaped(check, run, call, run->event_count) ||
            signals_tell_merged(check, run) || tell_lost(check, run, call))
            return true;
    }
    return false;
}

bool signals_explain_sleep(struct check *check, size_t until)
{
    const struct run *run = check->run;
    const struct event *call =
        signals_sleeps_in(run, trace_root(run->trace), until);
    return call && (signals_tell_unreaped(check, run, call, until) ||
                    tell_lost(check, run, call));
}
