/* signals.c - reads the log of a run for what became of its signals. */
#include "harness/signals.h"

#include "harness/diagnose.h"
#include "harness/places.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static enum call_role role_of(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    return info ? info->role : ROLE_NONE;
}

static bool is_students(const struct run *run, const struct event *event)
{
    return event->place.file && strcmp(event->place.file, "main.c") != 0 &&
           strcmp(event->place.file, "scenes.c") != 0 &&
           run_is_own(run, event->pid);
}

/* ---- what was installed ---- */

const struct event *signals_action(const struct run *run, int number)
{
    const struct log *log = trace_log(run->trace);
    const struct event *found = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && role_of(event) == ROLE_ACTION &&
            event->arguments[1] == SIGNAL_HANDLED && is_students(run, event) &&
            (number == 0 || event->value == number))
            found = event;
    }
    return found;
}

struct place place_of_action(const struct run *run, int number)
{
    const struct event *event = signals_action(run, number);
    return event ? event->place : NOWHERE;
}

/* ---- what a handler did ---- */

/* Did a handler of the student's begin to run? */
static bool is_delivery(const struct run *run, const struct event *event,
                        int pid)
{
    return event->kind == EVENT_SIGNAL && event->call < 0 &&
           event->pid == pid && signals_action(run, event->value);
}

static bool says_only(const struct event *event, const char *text)
{
    return text && event->payload_length == (int)strlen(text) &&
           memcmp(event->payload, text, strlen(text)) == 0;
}

const struct event *signals_call_in_handler(const struct run *run, int pid,
                                            enum call_role role,
                                            const char *but)
{
    const struct log *log = trace_log(run->trace);
    const struct event *main_flow = NULL;
    bool delivered = false;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != pid)
            continue;
        delivered |= is_delivery(run, event, pid);
        if (event->kind != EVENT_ENTER || !is_students(run, event))
            continue;
        if (!delivered)
            main_flow = event;
        else if (role_of(event) == role && main_flow &&
                 event->place.function != main_flow->place.function &&
                 !says_only(event, but))
            return event;
    }
    return NULL;
}

/* ---- standstills ---- */

static bool waits_in(const struct event *event)
{
    enum call_role role = role_of(event);
    return role == ROLE_PAUSE || role == ROLE_POLL || role == ROLE_READ ||
           role == ROLE_WAIT || role == ROLE_SLEEP;
}

/* The call in which the process sleeps, NULL if it does not. */
static const struct event *sleeps_in(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    const struct event *entered = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
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
        if (is_delivery(run, event, call->pid))
            signal = event;
        else if (event->pid == call->pid && event->kind == EVENT_LEAVE &&
                 waits_in(event))
            signal = NULL;
    }
    return signal;
}

static bool tell_full_pipe(struct check *check, const struct run *run,
                           const struct event *call)
{
    const struct process *process =
        world_process(trace_world(run->trace), call->pid);
    if (role_of(call) != ROLE_WRITE || !process ||
        signals_call_in_handler(run, call->pid, ROLE_WRITE, NULL) == NULL ||
        !process_has(process, call->object, ACCESS_READ))
        return false;
    (void)finding_add(
        check, "SIG-12", call->place, text_of("a handler that sleeps"),
        text_of("your handler sleeps in write(): the pipe is full, and only "
                "your own process, which stands in this handler, reads it"),
        text_of("the write end must be non-blocking; a full pipe says that "
                "there is news already, so EAGAIN is fine"));
    return true;
}

static bool tell_lost(struct check *check, const struct run *run,
                      const struct event *call)
{
    const struct event *signal =
        waits_in(call) ? signal_before(run, call) : NULL;
    if (!signal)
        return false;
    (void)finding_add(
        check, "SIG-05", call->place, text_of("a wake-up was lost"),
        text_of("SIG%s came just before %s() was called; now your process "
                "sleeps there, and no other signal will come",
                sigabbrev_np(signal->value),
                call_typed_name(call_at(call->call), call->value >= 0)),
        text_of("between your look and your sleep there is a moment: block "
                "the signal before you look, and let it in with the same call "
                "that sleeps"));
    return true;
}

static bool handler_ran(const struct run *run, int pid, int number)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++)
        if (is_delivery(run, log_at(log, i), pid) &&
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
            is_students(run, event)) {
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
    else
        return false;
    return true;
}

bool signals_explain(struct check *check, const struct run *run)
{
    for (int i = 0; i <= run_child_count(run); i++) {
        const struct process *process =
            i == 0 ? run_root(run) : run_child(run, i);
        const struct event *call =
            process ? sleeps_in(run, process->pid) : NULL;
        if (!call)
            continue;
        if (tell_full_pipe(check, run, call) ||
            tell_still_blocked(check, run, call) || tell_lost(check, run, call))
            return true;
    }
    return tell_merged(check, run);
}

/* ---- results ---- */

static int compare_lines(const void *one, const void *two)
{
    return strcmp(*(char *const *)one, *(char *const *)two);
}

/* The text with its lines in order; malloc'd. */
static char *in_order(const char *text)
{
    char *copy = text_of("%s", text), *sorted = text_of("%s", ""), *lines[512];
    int count = 0;
    char *rest = copy;
    for (char *line; count < 512 && (line = strsep(&rest, "\n"));)
        lines[count++] = line;
    qsort(lines, (size_t)count, sizeof lines[0], compare_lines);
    for (int i = 0; i < count; i++) {
        char *longer = text_of("%s%s\n", sorted, lines[i]);
        free(sorted);
        sorted = longer;
    }
    free(copy);
    return sorted;
}

void check_handler_output(struct check *check, const char *expected,
                          const char *notice)
{
    const struct run *run = check->run;
    if (check->failed)
        return;
    char *text = text_of("%.*s", (int)run->output_length, run->output);
    char *got = in_order(text), *right = in_order(expected);
    const struct event *call = signals_call_in_handler(
        run, trace_root(run->trace), ROLE_WRITE, notice);
    if (strcmp(got, right) != 0)
        (void)finding_add(
            check, "SIG-01", call ? call->place : place_of_action(run, 0),
            text_of("the handler came in the middle of printf"),
            text_of("the signal came while printf was at work in the main "
                    "flow, and then some line was missing, doubled or broken"),
            text_of("the handler used the same buffer (printf, fflush, exit), "
                    "which was half done: only async-signal-safe functions "
                    "such as write() may be called there"));
    free(text);
    free(got);
    free(right);
}

/* Did this process write "= KEY ..." now? */
static bool tells(const struct event *event, const char *key)
{
    size_t length = strlen(key);
    return event->kind == EVENT_ENTER && role_of(event) == ROLE_WRITE &&
           event->payload_length > (int)length + 2 &&
           memcmp(event->payload, "= ", 2) == 0 &&
           memcmp(event->payload + 2, key, length) == 0;
}

void check_waits_again(struct check *check, const char *key)
{
    const struct run *run = check->run;
    const struct log *log = trace_log(run->trace);
    int root = trace_root(run->trace);
    const struct event *interrupted = NULL;
    bool told = false;
    for (size_t i = 0; i < run->event_count && !told; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != root && event->kind == EVENT_LEAVE &&
            role_of(event) == ROLE_KILL)
            return; /* that is what was waited for */
        if (event->pid == root && event->kind == EVENT_LEAVE &&
            event->result == -EINTR)
            interrupted = event;
        told = event->pid == root && tells(event, key);
    }
    if (check->failed || !told || !interrupted)
        return;
    (void)finding_add(
        check, "SIG-07", interrupted->place,
        text_of("a wait was given up because of another signal"),
        text_of("%s() gave -1 with EINTR, since the handler of another signal "
                "ran, and was not called again",
                call_typed_name(call_at(interrupted->call),
                                interrupted->value >= 0)),
        text_of("EINTR only says that some handler ran: look whether it was "
                "the one you wait for, and wait again if not"));
}
