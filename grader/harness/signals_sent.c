/* signals_sent.c - signals that were not sent, became one, or ended the program. */
#include "harness/signals.h"

#include "harness/diagnose.h"
#include "harness/places.h"
#include "harness/signals_log.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

bool signals_tell_unsent(struct check *check, const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_LEAVE || signals_role(event) != ROLE_KILL ||
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

bool signals_tell_merged(struct check *check, const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    const struct event *first = NULL;
    int sent = 0, taken = 0;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_LEAVE && signals_role(event) == ROLE_KILL &&
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
