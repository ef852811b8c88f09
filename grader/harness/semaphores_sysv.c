/* semaphores_sysv.c - looks through a run for its System V sets. */
#include "harness/semaphores.h"

#include "harness/queues.h"

#include <string.h>
#include <sys/ipc.h>

static enum call_role role_of(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    return info ? info->role : ROLE_NONE;
}

/* The nth call of this role that a student's file made; pid 0: anybody. */
static const struct event *nth_call(const struct run *run, enum call_role role,
                                    int pid, int nth)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && role_of(event) == role &&
            queue_students(event) && (pid == 0 || event->pid == pid) &&
            --nth == 0)
            return event;
    }
    return NULL;
}

struct place place_of_semop(const struct run *run, int pid, int nth)
{
    const struct event *event = nth_call(run, ROLE_SEMOP, pid, nth);
    return event ? event->place : NOWHERE;
}

bool semop_undoes(const struct run *run, int pid)
{
    const struct event *event = nth_call(run, ROLE_SEMOP, pid, 1);
    return event && event->text && strstr(event->text, "undo");
}

struct place place_of_set(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < run->event_count && !place.file; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_LEAVE && role_of(event) == ROLE_GET &&
            queue_students(event) && event->result >= 0 &&
            (event->arguments[2] & IPC_CREAT))
            place = event->place;
    }
    return place;
}

bool set_is_old(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_LEAVE && role_of(event) == ROLE_GET &&
            queue_students(event) && event->result >= 0 &&
            (event->arguments[2] & IPC_CREAT)) {
            const struct object *set =
                world_object(trace_world(run->trace), event->object);
            return set && set->created_at.file &&
                   strncmp(set->created_at.file, "main", 4) == 0;
        }
    }
    return false;
}

struct place place_of_removal(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && role_of(event) == ROLE_CONTROL &&
            queue_students(event) &&
            ((int)event->arguments[2] & ~0x100) == IPC_RMID)
            place = event->place;
    }
    return place;
}

/* Whoever waited for anything waited for what the maker said too early. */
struct place place_of_join(const struct run *run)
{
    int joiner = trace_root(run->trace);
    const struct event *first = nth_call(run, ROLE_SEMOP, joiner, 1);
    const struct event *made =
        nth_call(run, ROLE_CONTROL, semaphore_pid(run, 1), 1);
    bool waited = first && first->text && strchr(first->text, '-');
    if (waited && made)
        return made->place;
    return first ? first->place : place_of_set(run);
}
