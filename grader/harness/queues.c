/* queues.c - looks through the log for the calls on message queues. */
#include "harness/queues.h"

#include "harness/diagnose.h"
#include "harness/known.h"
#include "harness/places.h"

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

/* ---- calls --------------------------------------------------------------- */

/* Finished files of a lab begin their names with main or scenes. */
static bool is_students(const struct event *event)
{
    const char *file = event->place.file;
    return file && strncmp(file, "main", 4) != 0 &&
           strncmp(file, "scenes", 6) != 0;
}

static bool is_call(const struct event *event, enum event_kind kind,
                    const char *name)
{
    const struct call_info *info = call_at(event->call);
    return event->kind == kind && info && strcmp(info->name, name) == 0 &&
           is_students(event);
}

const struct event *queue_call(const struct run *run, const char *name, int pid,
                               int nth)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (is_call(event, EVENT_LEAVE, name) &&
            (pid == 0 || event->pid == pid) && --nth == 0)
            return event;
    }
    return NULL;
}

const struct event *queue_failed(const struct run *run, const char *name,
                                 int error)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (is_call(event, EVENT_LEAVE, name) && event->result == -error)
            return event;
    }
    return NULL;
}

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

struct place place_of_queue_open(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    const struct world *world = trace_world(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct object *object = world_object(world, event->object);
        bool opened = event->kind == EVENT_OPEN && object &&
                      object->kind == OBJECT_QUEUE && is_students(event);
        if (opened || is_call(event, EVENT_LEAVE, "mq_open"))
            place = event->place;
    }
    return place;
}

bool queue_told(const struct run *run, const char *key, const char *error)
{
    size_t length = strlen(key);
    for (const char *line = run->errors; line && *line;) {
        const char *end = strchr(line, '\n');
        size_t size = end ? (size_t)(end - line) : strlen(line);
        size_t tail = strlen(error);
        if (strncmp(line, "= ", 2) == 0 &&
            strncmp(line + 2, key, length) == 0 && size > tail + 4 &&
            strncmp(line + size - tail, error, tail) == 0 &&
            strncmp(line + size - tail - 4, " -1 ", 4) == 0)
            return true;
        line = end ? end + 1 : NULL;
    }
    return false;
}

/* ---- POSIX queues -------------------------------------------------------- */

void check_queue_opened(struct check *check, const char *key)
{
    const struct run *run = check->run;
    const char *told = run_result(run, key);
    if (check->failed || !told || strncmp(told, "-1 ", 3) != 0)
        return;
    const struct event *call = queue_call(run, "mq_open", 0, 1);
    if (!call && strcmp(told, "-1 EINVAL") == 0)
        (void)finding_add(
            check, "PMQ-02", NOWHERE, text_of("a name without a slash"),
            text_of("mq_open failed with EINVAL, and the kernel was not even "
                    "asked"),
            text_of("the library looks at the name first: it must begin with "
                    "a slash"));
    else if (call && (call->result == -EACCES || call->result == -ENOENT))
        (void)finding_add(
            check, "PMQ-02", call->place, text_of("the name of the queue"),
            text_of("mq_open failed with %s",
                    strerrorname_np((int)-call->result)),
            text_of("a name is one slash and a word behind it; there are no "
                    "directories in which queues lie"));
    else if (call && call->result == -EINVAL)
        (void)finding_add(
            check, "PMQ-02", call->place, text_of("attributes out of range"),
            text_of("mq_open failed with EINVAL, because of the attributes"),
            text_of("mq_maxmsg is the number of messages (at most 10 for "
                    "ordinary users), mq_msgsize the bytes in each of them (at "
                    "most 8192); /proc/sys/fs/mqueue has the limits"));
}

void check_receive_room(struct check *check)
{
    const struct event *call =
        check->failed ? NULL
                      : queue_failed(check->run, "mq_timedreceive", EMSGSIZE);
    if (!call)
        return;
    const struct object *queue =
        world_object(trace_world(check->run->trace), call->object);
    (void)finding_add(
        check, "PMQ-01", call->place, text_of("too little room to receive"),
        text_of("mq_receive was given room for %" PRId64 " bytes and failed "
                "with EMSGSIZE; messages of this queue may have %" PRId64,
                call->arguments[2],
                queue ? object_fact(queue, "msgsize", 0) : 0),
        text_of("what counts is the queue's mq_msgsize, not how long the "
                "message is that you wait for"));
}

void check_message_length(struct check *check, const char *key,
                          const char *name, int nth, int64_t length)
{
    const struct run *run = check->run;
    const struct event *call =
        check->failed ? NULL
                      : queue_call(run, name, trace_root(run->trace), nth);
    const char *told = run_result(run, key);
    bool sends = call && call_at(call->call)->role == ROLE_SEND;
    if (!call || call->result < 0 || !told)
        return;
    if (sends && call->arguments[2] != length)
        (void)finding_add(
            check, "PMQ-04", call->place, text_of("sent with another length"),
            text_of("the message has %" PRId64 " bytes; mq_send was told to "
                    "send %" PRId64,
                    length, call->arguments[2]),
            text_of("a message is bytes and a length: a zero byte in it or "
                    "behind it means nothing"));
    else if (!sends && call->result == length && atoll(told) != length)
        (void)finding_add(
            check, "PMQ-04", call->place, text_of("the length was lost"),
            text_of("mq_receive returned %" PRId64 ", and your function %s",
                    call->result, told),
            text_of("a message is bytes and a length: a zero byte in it means "
                    "nothing, and nobody adds one at its end"));
}

static const struct event *last_not_now(const struct run *run, int error)
{
    const struct log *log = trace_log(run->trace);
    const struct event *found = NULL;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_LEAVE && info && event->result == -error &&
            event->pid == trace_root(run->trace) && is_students(event) &&
            (info->role == ROLE_SEND || info->role == ROLE_RECEIVE ||
             info->role == ROLE_POLL))
            found = event;
    }
    return found;
}

void check_gave_up(struct check *check, const char *key, const char *code)
{
    static const struct {
        int error;
        const char *name, *means;
    } not_now[] = {
        { EINTR, "EINTR",
          "a signal handler ran, and nothing was sent or received: call it "
          "again" },
        { EAGAIN, "EAGAIN",
          "on a non-blocking descriptor it means \"not now\": sleep in poll, "
          "then call it again" },
    };
    for (int i = 0; i < 2 && !check->failed; i++) {
        const struct event *call = last_not_now(check->run, not_now[i].error);
        if (!call || !queue_told(check->run, key, not_now[i].name))
            continue;
        (void)finding_add(
            check, code, call->place, text_of("gives up too soon"),
            text_of("%s failed with %s, and your function with it",
                    call_typed_name(call_at(call->call), false),
                    not_now[i].name),
            text_of("%s", not_now[i].means));
    }
}

/* The kernel looks at the moment before all else, also when it need not wait. */
static void check_moment(struct check *check)
{
    static const char *const names[] = { "mq_timedsend", "mq_timedreceive" };
    for (int i = 0; i < 2 && !check->failed; i++) {
        const struct event *call = queue_failed(check->run, names[i], EINVAL);
        if (!call || call->arguments[4] == 0)
            continue;
        check_that(check, false, "PMQ-07", call->place,
                   "a moment that does not exist",
                   text_of("%s failed with EINVAL", names[i]),
                   text_of("the nanoseconds must stay below one second "
                           "(1000000000): whole seconds belong to the "
                           "seconds"));
    }
}

void check_time_limit(struct check *check, int64_t least)
{
    const struct log *log = trace_log(check->run->trace);
    check_moment(check);
    if (!queue_told(check->run, "", "ETIMEDOUT"))
        return;
    for (size_t i = 0; i < log->count && !check->failed; i++) {
        const struct event *event = log_at(log, i);
        if (!is_call(event, EVENT_ENTER, "mq_timedreceive") ||
            event->arguments[4] == 0 || event->value >= least)
            continue;
        check_that(
            check, false, "PMQ-07", event->place, "a limit in the past",
            text_of("it was to wait for %" PRId64 " s or more; the "
                    "moment that mq_timedreceive was given %s",
                    least / 1000,
                    event->value <= 0 ? "had passed long ago" : "comes sooner"),
            text_of("the limit is a moment by CLOCK_REALTIME, in "
                    "seconds since 1970, and no span of time"));
    }
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
        if (is_call(event, EVENT_LEAVE, "msgrcv") &&
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
        if (is_call(event, EVENT_LEAVE, "msgget") &&
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

/* ---- standstills --------------------------------------------------------- */

/* Had it ended by itself? What comes behind event_count is our own doing. */
static bool has_ended(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++)
        if (log_at(log, i)->kind == EVENT_GONE && log_at(log, i)->pid == pid)
            return true;
    return false;
}

/* The call in which a process sleeps, or NULL. */
static const struct event *call_of_sleeper(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    const struct event *entered = NULL;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != pid)
            continue;
        if (event->kind == EVENT_ENTER)
            entered = event;
        else if (event->kind == EVENT_LEAVE || event->kind == EVENT_GONE)
            entered = NULL;
    }
    return entered;
}

/* The same, if the call is a student's own. */
static const struct event *sleeps_in(const struct run *run, int pid)
{
    const struct event *call = call_of_sleeper(run, pid);
    return call && is_students(call) ? call : NULL;
}

void check_queue_outlives(struct check *check, int server)
{
    const struct run *run = check->run;
    const struct world *world = trace_world(run->trace);
    if (run->end != RUN_STUCK || !has_ended(run, server))
        return;
    for (int i = 0; i <= run_child_count(run); i++) {
        const struct event *call = sleeps_in(run, nth_process(run, i)->pid);
        const struct object *queue =
            call ? world_object(world, call->object) : NULL;
        if (queue && queue->kind == OBJECT_MSGQ && !queue->removed)
            check_that(
                check, false, "SVMQ-03", queue->created_at,
                "the queue outlives its server",
                text_of("%s", run->happened ? run->happened : "a client waits"),
                text_of("the server has ended and has not removed the "
                        "queue; a removed queue wakes whoever sleeps "
                        "there (EIDRM)"));
    }
}

void check_unnoticed(struct check *check)
{
    const struct run *run = check->run;
    const struct event *reader = sleeps_in(run, trace_root(run->trace));
    if (run->end != RUN_STUCK || check->failed || !reader ||
        call_at(reader->call)->role == ROLE_RECEIVE ||
        call_at(reader->call)->role == ROLE_SEND)
        return;
    for (int i = 1; i <= run_child_count(run); i++) {
        const struct event *sender =
            call_of_sleeper(run, run_child(run, i)->pid);
        if (sender && call_at(sender->call)->role == ROLE_SEND)
            check_that(check, false, "PMQ-06", reader->place,
                       "a message goes unnoticed",
                       text_of("a message lies in the inbox, and your process "
                               "sleeps in %s; the sender waits for room",
                               call_typed_name(call_at(reader->call), false)),
                       text_of("no signal came for that message: it came while "
                               "nobody was registered, or into a queue that "
                               "was not empty"));
    }
}

void check_full_queue(struct check *check, int server)
{
    const struct run *run = check->run;
    const struct event *found = NULL;
    if (run->end != RUN_STUCK || check->failed)
        return;
    for (int i = 0; i <= run_child_count(run); i++) {
        int pid = nth_process(run, i)->pid;
        const struct event *call = sleeps_in(run, pid);
        if (call && call_at(call->call)->role == ROLE_SEND &&
            (!found || pid != server))
            found = call;
    }
    if (found)
        check_that(
            check, false, "SVMQ-07", found->place,
            "everybody sends, nobody receives",
            text_of("%s", run->happened ? run->happened : "a queue is full"),
            run->because ? text_of("%s", run->because) : NULL);
}

/* ---- output -------------------------------------------------------------- */

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The lines of a text, sorted; malloc'd. A zero byte ends a text. */
static char *sorted(const char *text)
{
    size_t count = 0, size;
    char *copy = strdup(text ? text : ""), *result = NULL, *rest = copy;
    char **lines = calloc(strlen(copy) + 1, sizeof *lines);
    FILE *stream = open_memstream(&result, &size);
    if (!copy || !lines || !stream)
        err(1, "sorted");
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (*line)
            lines[count++] = line;
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++)
        (void)fprintf(stream, "%s\n", lines[i]);
    (void)fclose(stream);
    free(lines);
    free(copy);
    return result;
}

void check_lines_in_any_order(struct check *check, const char *expected)
{
    if (check->failed)
        return;
    char *text = strndup(check->run->output, check->run->output_length);
    char *got = sorted(text), *right = sorted(expected);
    size_t at = 0;
    while (got[at] && got[at] == right[at])
        at++;
    while (at > 0 && right[at - 1] != '\n') /* from the line's beginning */
        at--;
    if (strcmp(got, right) != 0 && !check_known_mistake(check))
        (void)finding_add(
            check, "OUT", NOWHERE, text_of("wrong output"),
            text_of("with its lines sorted, the output differs at: \"%.*s\"; "
                    "right is \"%.*s\"",
                    (int)strcspn(got + at, "\n"), got + at,
                    (int)strcspn(right + at, "\n"), right + at),
            NULL);
    free(text);
    free(got);
    free(right);
}
