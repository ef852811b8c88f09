/* queues.c - looks through the log for the calls on message queues. */
#include "harness/queues.h"

#include "harness/diagnose.h"
#include "harness/places.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- calls --------------------------------------------------------------- */

/* Finished files of a lab begin their names with main or scenes. */
bool queue_students(const struct event *event)
{
    const char *file = event->place.file;
    return file && strncmp(file, "main", 4) != 0 &&
           strncmp(file, "scenes", 6) != 0;
}

bool queue_is_call(const struct event *event, enum event_kind kind,
                   const char *name)
{
    const struct call_info *info = call_at(event->call);
    return event->kind == kind && info && strcmp(info->name, name) == 0 &&
           queue_students(event);
}

const struct event *queue_call(const struct run *run, const char *name, int pid,
                               int nth)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (queue_is_call(event, EVENT_LEAVE, name) &&
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
        if (queue_is_call(event, EVENT_LEAVE, name) && event->result == -error)
            return event;
    }
    return NULL;
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
                      object->kind == OBJECT_QUEUE && queue_students(event);
        if (opened || queue_is_call(event, EVENT_LEAVE, "mq_open"))
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
            event->pid == trace_root(run->trace) && queue_students(event) &&
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
void check_moment(struct check *check)
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
        if (!queue_is_call(event, EVENT_ENTER, "mq_timedreceive") ||
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
