/* queues_stuck.c - which mistake with a queue led to a standstill. */
#include "harness/queues.h"

#include <string.h>

static const struct process *nth_process(const struct run *run, int nth)
{
    return nth == 0 ? run_root(run) : run_child(run, nth);
}

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
    return call && queue_students(call) ? call : NULL;
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
