/* sockets.c - looks through the log for the calls on sockets. */
#include "harness/sockets.h"

#include "harness/diagnose.h"
#include "harness/queues.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static bool is_call(const struct event *event, enum call_role role,
                    const char *name, int pid)
{
    const struct call_info *info = call_at(event->call);
    return event->kind == EVENT_LEAVE && info && info->role == role &&
           (!name || strcmp(info->name, name) == 0) &&
           (pid == 0 || event->pid == pid) && queue_students(event);
}

const struct event *socket_call(const struct run *run, enum call_role role,
                                const char *name, int pid, int nth)
{
    const struct log *log = trace_log(run->trace);
    const struct event *found = NULL;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (!is_call(event, role, name, pid))
            continue;
        found = event;
        if (nth > 0 && --nth == 0)
            return event;
    }
    return nth == 0 ? found : NULL;
}

struct place socket_place(const struct run *run, enum call_role role,
                          const char *name, int pid, int nth)
{
    const struct event *event = socket_call(run, role, name, pid, nth);
    return event ? event->place : NOWHERE;
}

const struct event *socket_failed(const struct run *run, enum call_role role,
                                  int error)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (is_call(log_at(log, i), role, NULL, 0) &&
            log_at(log, i)->result == -error)
            return log_at(log, i);
    return NULL;
}

/* Calls whose third argument is how many bytes they ask for. */
static bool asks_by_count(const struct event *event)
{
    const char *name = call_at(event->call)->name;
    return strcmp(name, "read") == 0 || strcmp(name, "write") == 0 ||
           strcmp(name, "recvfrom") == 0 || strcmp(name, "sendto") == 0;
}

struct place socket_short(const struct run *run, enum call_role role, int pid)
{
    const struct log *log = trace_log(run->trace);
    const struct world *world = trace_world(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct object *object = world_object(world, event->object);
        if (is_call(event, role, NULL, pid) && asks_by_count(event) && object &&
            object->kind == OBJECT_SOCKET && event->result > 0 &&
            event->result < event->arguments[2])
            return event->place;
    }
    return socket_place(run, role, NULL, pid, 1);
}

const char *socket_typed(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    bool plain = event->arguments[4] == 0;
    if (plain && strcmp(info->name, "recvfrom") == 0)
        return "recv";
    if (plain && strcmp(info->name, "sendto") == 0)
        return "send";
    return call_typed_name(info, false);
}

/* Was the call made again, at the same line? */
static bool is_made_again(const struct run *run, const struct event *failed)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = failed->number; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && event->pid == failed->pid &&
            event->call == failed->call &&
            event->place.line == failed->place.line)
            return true;
    }
    return false;
}

/* The first call in a student's file that failed with this errno, and was left
 * at that. */
static const struct event *left_failed(const struct run *run, int error)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_LEAVE && event->result == -error &&
            queue_students(event) && !is_made_again(run, event))
            return event;
    }
    return NULL;
}

void check_no_failure(struct check *check, const char *key, int error,
                      const char *code, const char *means)
{
    const struct event *event =
        check->failed || !queue_told(check->run, key, strerrorname_np(error))
            ? NULL
            : left_failed(check->run, error);
    if (!event)
        return;
    (void)finding_add(check, code, event->place, text_of("gives up too soon"),
                      text_of("%s failed with %s, and your function with it",
                              socket_typed(event), strerrorname_np(error)),
                      text_of("%s", means));
}

void check_carried_on(struct check *check, const char *key)
{
    check_no_failure(check, key, EINTR, "EINTR",
                     "a signal handler ran, and nothing was moved or waited "
                     "for to its end: call it again");
}
