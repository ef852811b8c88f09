/* signals.c - results, and which mistake with signals a wrong one shows. */
#include "harness/signals.h"

#include "harness/diagnose.h"
#include "harness/places.h"
#include "harness/queues.h"
#include "harness/signals_log.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* ---- lines ---- */

void check_handler_output(struct check *check, const char *expected,
                          const char *notice)
{
    const struct run *run = check->run;
    if (check->failed)
        return;
    char *text = text_of("%.*s", (int)run->output_length, run->output);
    char *got = lines_sorted(text), *right = lines_sorted(expected);
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

/* ---- interrupted ---- */

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
            signals_role(event) == ROLE_KILL)
            return; /* that is what was waited for */
        if (event->pid == root && event->kind == EVENT_LEAVE &&
            event->result == -EINTR)
            interrupted = event;
        told = event->pid == root && signals_tells(event, key);
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

struct place place_of_last_wait(const struct run *run, const char *key)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != trace_root(run->trace))
            continue;
        if (signals_tells(event, key))
            break;
        if (event->kind == EVENT_LEAVE && signals_waits_in(event) &&
            signals_is_students(run, event))
            place = event->place;
    }
    return place;
}

/* The program's last interrupted call before it told "= KEY ...". */
static const struct event *last_interrupted(const struct run *run,
                                            const char *key)
{
    const struct log *log = trace_log(run->trace);
    const struct event *interrupted = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != trace_root(run->trace))
            continue;
        if (signals_tells(event, key))
            break;
        if (event->kind == EVENT_LEAVE && event->result == -EINTR &&
            signals_is_students(run, event))
            interrupted = event;
    }
    return interrupted;
}

void check_interrupted_result(struct check *check, const char *key,
                              const char *value)
{
    const struct run *run = check->run;
    const char *got = check->failed ? NULL : run_result(run, key);
    const struct event *call = last_interrupted(run, key);
    if (got && strcmp(got, "-1 EINTR") == 0)
        check_result(check, key, value, "SIG-07", call ? call->place : NOWHERE,
                     "EINTR only says that some handler ran: look what there "
                     "is to do, and call it again");
}

/* ---- told in time ---- */

/* Had the program told a line "WORD ..." for this child before the note? */
static int count_told(const struct run *run, const char *word, size_t before)
{
    const struct log *log = trace_log(run->trace);
    size_t length = strlen(word);
    int told = 0;
    for (size_t i = 0; i < before; i++) {
        const struct event *event = log_at(log, i);
        told += event->kind == EVENT_ENTER &&
                signals_role(event) == ROLE_WRITE &&
                event->pid == trace_root(run->trace) &&
                event->payload_length > (int)length &&
                memcmp(event->payload, word, length) == 0;
    }
    return told;
}

void check_told_before(struct check *check, const char *word, const char *note)
{
    const struct run *run = check->run;
    const struct log *log = trace_log(run->trace);
    int ended = 0;
    for (size_t i = 0; i < run->event_count && !check->failed; i++) {
        const struct event *event = log_at(log, i);
        ended += event->kind == EVENT_GONE;
        if (event->kind != EVENT_NOTE || !event->text ||
            strcmp(event->text, note) != 0)
            continue;
        int told = count_told(run, word, i);
        if (told < ended && signals_explain_sleep(check, i))
            return;
        struct place place = place_of_reap(run);
        check_that(check, told >= ended, "SIG-02",
                   place.file ? place : place_of_fork(run, 1),
                   "children ended, and were not noticed",
                   text_of("%d %s ended, your program told of %d, and went to "
                           "sleep again",
                           ended, ended == 1 ? "child had" : "children had",
                           told),
                   text_of("one SIGCHLD may stand for several children: go on "
                           "until waitpid with WNOHANG has no more"));
        return;
    }
}

/* ---- values ---- */

void check_values(struct check *check, const char *expected)
{
    const struct run *run = check->run;
    const struct event *action = signals_action(run, 0);
    const struct log *log = trace_log(run->trace);
    if (check->failed || strcmp(run->output, expected) == 0)
        return;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && signals_role(event) == ROLE_KILL &&
            event->value != 0 && !event->text &&
            signals_is_students(run, event)) {
            (void)finding_add(
                check, "SIG-15", event->place,
                text_of("a signal without a value"),
                text_of("%s() sends no value along",
                        call_typed_name(call_at(event->call), false)),
                text_of("only sigqueue does"));
            return;
        }
    }
    if (action && !(action->arguments[2] & SA_SIGINFO))
        (void)finding_add(
            check, "SIG-15", action->place,
            text_of("a handler that is not given the value"),
            text_of("the values that came out are not those that were sent"),
            text_of("without SA_SIGINFO a handler is given the number of the "
                    "signal alone; what it takes for siginfo_t is anything"));
}

/* ---- afterwards ---- */

void check_as_before(struct check *check)
{
    check_result(check, "as before", "1", "RESULT", NOWHERE,
                 "the mask and all actions must be afterwards what they were");
}
