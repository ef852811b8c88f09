/* places.c - searches the log from its beginning, for the first that fits. */
#include "harness/places.h"

#include <string.h>

bool place_is_students(const struct place *place)
{
    static const char *const finished[] = { "main.", "main_", "scenes",
                                            "director.", "clients." };
    for (size_t i = 0; i < sizeof finished / sizeof *finished; i++)
        if (place->file &&
            strncmp(place->file, finished[i], strlen(finished[i])) == 0)
            return false;
    return place->file != NULL;
}

bool run_is_own(const struct run *run, int pid)
{
    const struct process *process = world_process(trace_world(run->trace), pid);
    return process && process->own_program;
}

static const struct event *
find_leave(const struct run *run, enum call_role role,
           bool (*fits)(const struct event *, int64_t), int64_t value)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_LEAVE && info && info->role == role &&
            run_is_own(run, event->pid) && fits(event, value))
            return event;
    }
    return NULL;
}

static bool has_result(const struct event *event, int64_t value)
{
    return value ? event->result == value : event->result < 0;
}

static bool is_short(const struct event *event, int64_t value)
{
    (void)value;
    return event->result > 0 && event->result < event->arguments[2];
}

const struct event *run_find_result(const struct run *run, enum call_role role,
                                    int64_t result)
{
    return find_leave(run, role, has_result, result);
}

static struct place place_at(const struct event *event)
{
    return event ? event->place : NOWHERE;
}

struct place place_of_result(const struct run *run, enum call_role role,
                             int64_t result)
{
    return place_at(run_find_result(run, role, result));
}

struct place place_of_short(const struct run *run, enum call_role role)
{
    return place_at(find_leave(run, role, is_short, 0));
}

struct place place_of_call(const struct run *run, enum call_role role, int nth)
{
    const struct log *log = trace_log(run->trace);
    const struct process *child = run_child(run, nth);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if ((event->kind == EVENT_ENTER || event->kind == EVENT_LEAVE) &&
            info && info->role == role && place_is_students(&event->place) &&
            run_is_own(run, event->pid) && (!child || event->pid == child->pid))
            return event->place;
    }
    return NOWHERE;
}

struct place place_of_object(const struct run *run, enum object_kind kind)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_OBJECT && event->value == (int64_t)kind &&
            place_is_students(&event->place) && run_is_own(run, event->pid))
            return event->place;
    }
    return NOWHERE;
}

struct place place_of_reap(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_REAP &&
            run_is_own(run, log_at(log, i)->pid))
            return log_at(log, i)->place;
    return NOWHERE;
}

struct place place_of_fork(const struct run *run, int nth)
{
    const struct process *child = run_child(run, nth);
    return child ? child->forked_at : NOWHERE;
}
