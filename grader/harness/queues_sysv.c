/* queues_sysv.c - System V queues: types, sizes, keys, and whose letter it was. */
#include "harness/queues.h"

#include "harness/diagnose.h"
#include "harness/places.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/msg.h>

/* The entry that belongs to a return: the last one of that thread before it. */
static const struct event *entry_of(const struct run *run,
                                    const struct event *leave)
{
    const struct log *log = trace_log(run->trace);
    const struct event *found = NULL;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event == leave)
            break;
        if (event->kind == EVENT_ENTER && event->tid == leave->tid)
            found = event;
    }
    return found;
}

/* ---- System V queues ----------------------------------------------------- */

void check_letter_types(struct check *check)
{
    const struct event *call =
        check->failed ? NULL : queue_failed(check->run, "msgsnd", EINVAL);
    const struct event *entry = call ? entry_of(check->run, call) : NULL;
    long type = 1;
    if (!entry || !entry->text || sscanf(entry->text, "type=%ld", &type) != 1 ||
        type > 0)
        return;
    (void)finding_add(
        check, "SVMQ-02", call->place, text_of("a type that is not above 0"),
        text_of("msgsnd failed with EINVAL: the letter's type was %ld", type),
        text_of(
            "the long at the beginning of the message is its type, and must "
            "be set to a number above 0 before it is sent"));
}

void check_letter_sizes(struct check *check, int nth, int64_t length)
{
    const struct run *run = check->run;
    const struct event *call =
        check->failed ? NULL
                      : queue_call(run, "msgsnd", trace_root(run->trace), nth);
    if (!call || call->arguments[2] == length)
        return;
    int64_t more = call->arguments[2] - length;
    (void)finding_add(
        check, "SVMQ-01", call->place, text_of("the size counts the type"),
        text_of("the text has %" PRId64 " bytes; msgsnd was told %" PRId64
                ", %" PRId64 " %s",
                length, call->arguments[2], more < 0 ? -more : more,
                more < 0 ? "fewer" : "more"),
        text_of("the size is that of what follows the type; with sizeof the "
                "whole struct, %d bytes too many are sent, from behind its end",
                (int)sizeof(long)));
}

void check_letter_whole(struct check *check)
{
    const struct run *run = check->run;
    const struct event *long_one =
        check->failed ? NULL : queue_failed(run, "msgrcv", E2BIG);
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count && !check->failed; i++) {
        const struct event *event = log_at(log, i);
        if (queue_is_call(event, EVENT_LEAVE, "msgrcv") &&
            (event->arguments[4] & MSG_NOERROR) && event->result >= 0 &&
            event->result == event->arguments[2])
            check_that(check, false, "SVMQ-08", event->place,
                       "a letter was cut off",
                       text_of("msgrcv filled all the %" PRId64 " bytes that "
                               "it was given",
                               event->result),
                       text_of("MSG_NOERROR throws away what has no room, "
                               "without a word"));
    }
    if (long_one && queue_told(run, "receive", "E2BIG"))
        check_that(check, false, "SVMQ-08", long_one->place,
                   "a letter that is too long",
                   text_of("msgrcv was given room for %" PRId64 " bytes and "
                           "failed with E2BIG",
                           long_one->arguments[2]),
                   text_of("the letter is still first in the queue: more room, "
                           "and once more"));
}

void check_key(struct check *check)
{
    const struct log *log = trace_log(check->run->trace);
    for (size_t i = 0; i < log->count && !check->failed; i++) {
        const struct event *event = log_at(log, i);
        if (queue_is_call(event, EVENT_LEAVE, "msgget") &&
            (int)event->arguments[0] == -1)
            check_that(check, false, "SVMQ-06", event->place,
                       "-1 was used as a key",
                       text_of("msgget was called with the key -1"),
                       text_of("ftok had failed (the file was missing) and "
                               "returned -1; as a key that is the same queue "
                               "for all programs with this mistake"));
    }
}

static void tell_stolen(struct check *check, const struct event *call,
                        const char *who, const char *how)
{
    check_that(
        check, false, "SVMQ-04", call->place, "letters of others are received",
        text_of("%s received letters of %s%" PRId64 "%s", who,
                call->arguments[3] ? "type " : "any type: ", call->arguments[3],
                how),
        text_of("in a queue for many, a letter is for whoever asks for "
                "its type first: each receiver needs a type of its "
                "own"));
}

static const struct process *nth_process(const struct run *run, int nth)
{
    return nth == 0 ? run_root(run) : run_child(run, nth);
}

/* The first receive in which it sleeps if there is nothing: who only empties an
 * old queue does not. */
static const struct event *first_receive(const struct run *run, int pid)
{
    const struct event *call;
    for (int nth = 1; (call = queue_call(run, "msgrcv", pid, nth)); nth++)
        if (!(call->arguments[4] & IPC_NOWAIT))
            return call;
    return NULL;
}

/* Its first receive, if another process also receives from the same queue, or
 * it sends there itself. */
static const struct event *shared_receive(const struct run *run, int pid)
{
    const struct event *own = first_receive(run, pid);
    const struct event *sent = queue_call(run, "msgsnd", pid, 1);
    if (!own || (sent && sent->object == own->object))
        return own;
    for (int i = 0; i <= run_child_count(run); i++) {
        const struct process *other = nth_process(run, i);
        const struct event *call =
            other && other->pid != pid ? first_receive(run, other->pid) : NULL;
        if (call && call->object == own->object)
            return own;
    }
    return NULL;
}

/* Two clients that ask the same queue for the same type. */
static void check_same_type(struct check *check, int server,
                            const struct event *call)
{
    const struct run *run = check->run;
    for (int i = 0; i <= run_child_count(run); i++) {
        const struct process *other = nth_process(run, i);
        const struct event *same =
            other && other->pid != call->pid && other->pid != server
                ? first_receive(run, other->pid)
                : NULL;
        if (same && same->object == call->object &&
            same->arguments[3] == call->arguments[3])
            tell_stolen(check, call, "two clients", ", both of them the same");
    }
}

void check_own_letters(struct check *check, int server)
{
    const struct run *run = check->run;
    for (int i = 0; i <= run_child_count(run) && !check->failed; i++) {
        const struct process *one = nth_process(run, i);
        const struct event *call = one ? shared_receive(run, one->pid) : NULL;
        bool serves = one && one->pid == server;
        if (call && call->arguments[3] == 0)
            tell_stolen(check, call, serves ? "the server" : "a client", "");
        else if (call && !serves)
            check_same_type(check, server, call);
    }
}
