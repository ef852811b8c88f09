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

bool signals_students_line(const struct place *place)
{
    return place->file && strcmp(place->file, "main.c") != 0 &&
           strncmp(place->file, "scenes", 6) != 0;
}

bool signals_is_students(const struct run *run, const struct event *event)
{
    return signals_students_line(&event->place) && run_is_own(run, event->pid);
}

bool signals_waits_in(const struct event *event)
{
    enum call_role role = role_of(event);
    if (role == ROLE_WAIT) {
        bool waitid = strcmp(call_at(event->call)->name, "waitid") == 0;
        return !(event->arguments[waitid ? 3 : 2] & WNOHANG);
    }
    return role == ROLE_PAUSE || role == ROLE_POLL || role == ROLE_READ ||
           role == ROLE_SLEEP;
}

/* ---- what was installed ---- */

const struct event *signals_action(const struct run *run, int number)
{
    const struct log *log = trace_log(run->trace);
    const struct event *found = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && role_of(event) == ROLE_ACTION &&
            event->arguments[1] == SIGNAL_HANDLED &&
            signals_is_students(run, event) &&
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
bool signals_is_delivery(const struct run *run, const struct event *event,
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
        delivered |= signals_is_delivery(run, event, pid);
        if (event->kind != EVENT_ENTER || !signals_is_students(run, event))
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

struct place place_of_last_wait(const struct run *run, const char *key)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != trace_root(run->trace))
            continue;
        if (tells(event, key))
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
        if (tells(event, key))
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

/* ---- told in time -------------------------------------------------------- */

/* Had the program told a line "WORD ..." for this child before the note? */
static int count_told(const struct run *run, const char *word, size_t before)
{
    const struct log *log = trace_log(run->trace);
    size_t length = strlen(word);
    int told = 0;
    for (size_t i = 0; i < before; i++) {
        const struct event *event = log_at(log, i);
        told += event->kind == EVENT_ENTER && role_of(event) == ROLE_WRITE &&
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

/* ---- values -------------------------------------------------------------- */

void check_values(struct check *check, const char *expected)
{
    const struct run *run = check->run;
    const struct event *action = signals_action(run, 0);
    const struct log *log = trace_log(run->trace);
    if (check->failed || strcmp(run->output, expected) == 0)
        return;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && role_of(event) == ROLE_KILL &&
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

/* ---- turns --------------------------------------------------------------- */

/* Who may compute, as far as signals say: born, continued, stopped, ended. */
struct runner {
    int pid; /* 0: none */
    bool runs;
};

struct turns {
    struct runner runners[SIGNALS_RUNNERS];
    struct place place; /* where the last turn began */
    int count, waits;   /* turns; and waits since the first began */
};

static struct runner *runner_of(struct turns *turns, int pid)
{
    int at = 0;
    while (at < SIGNALS_RUNNERS - 1 && turns->runners[at].pid != 0 &&
           turns->runners[at].pid != pid)
        at++;
    turns->runners[at].pid = pid;
    return &turns->runners[at];
}

static void begin_turn(struct check *check, struct turns *turns,
                       const struct event *event)
{
    struct runner *runner = runner_of(turns, event->other);
    for (int i = 0; i < SIGNALS_RUNNERS; i++)
        check_that(check,
                   !turns->runners[i].runs || &turns->runners[i] == runner,
                   "OUT", event->place, "two compute at the same time",
                   text_of("a child is let go on, and another one has not "
                           "been stopped"),
                   text_of("each child is stopped before its first turn and "
                           "behind each, and only then comes the next"));
    runner->runs = true;
    turns->place = event->place;
    turns->count++;
}

static void note_turn(struct check *check, struct turns *turns,
                      const struct event *event)
{
    if (event->kind == EVENT_FORK)
        runner_of(turns, event->other)->runs = true;
    else if (event->kind == EVENT_STOP || event->kind == EVENT_GONE)
        runner_of(turns, event->pid)->runs = false;
    else if (event->kind == EVENT_LEAVE && signals_waits_in(event))
        turns->waits += turns->count > 0 && role_of(event) != ROLE_WAIT &&
                        event->value != 0; /* a time-out of nothing */
    else if (event->kind != EVENT_ENTER || role_of(event) != ROLE_KILL ||
             event->other <= 0)
        return;
    else if (event->value == SIGCONT)
        begin_turn(check, turns, event);
    else if (event->value == SIGSTOP || event->value == SIGKILL)
        runner_of(turns, event->other)->runs = false;
}

void check_turns(struct check *check)
{
    const struct run *run = check->run;
    const struct log *log = trace_log(run->trace);
    struct turns turns = { .count = 0 };
    for (size_t i = 0; i < run->event_count && !check->failed; i++)
        note_turn(check, &turns, log_at(log, i));
    /* On a busy machine a turn may be over before anybody can wait for it. */
    check_that(check, turns.count < 4 || turns.waits > 0, "OUT", turns.place,
               "turns of no length",
               text_of("each child is let go on, and stopped again at once"),
               text_of("it computes from SIGCONT to SIGSTOP: wait for the "
                       "timer between the two"));
}
