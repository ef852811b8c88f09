/* signals_log.c - reads the log of a run for what became of its signals. */
#include "harness/signals_log.h"

#include "harness/places.h"

#include <string.h>
#include <sys/wait.h>

enum call_role signals_role(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    return info ? info->role : ROLE_NONE;
}

bool signals_is_students(const struct run *run, const struct event *event)
{
    return place_is_students(&event->place) && run_is_own(run, event->pid);
}

bool signals_waits_in(const struct event *event)
{
    enum call_role role = signals_role(event);
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
        if (event->kind == EVENT_ENTER && signals_role(event) == ROLE_ACTION &&
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
        else if (signals_role(event) == role && main_flow &&
                 event->place.function != main_flow->place.function &&
                 !says_only(event, but))
            return event;
    }
    return NULL;
}

/* ---- looked up ---- */

/* Did this process write "= KEY ..." now? */
bool signals_tells(const struct event *event, const char *key)
{
    size_t length = strlen(key);
    return event->kind == EVENT_ENTER && signals_role(event) == ROLE_WRITE &&
           event->payload_length > (int)length + 2 &&
           memcmp(event->payload, "= ", 2) == 0 &&
           memcmp(event->payload + 2, key, length) == 0;
}

/* The call in which the process sleeps after so many events, or NULL. */
const struct event *signals_sleeps_in(const struct run *run, int pid,
                                      size_t until)
{
    const struct log *log = trace_log(run->trace);
    const struct event *entered = NULL;
    for (size_t i = 0; i < until; i++) {
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

const struct event *signals_first(const struct run *run, enum event_kind kind,
                                  int pid, int other)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == kind && event->pid == pid &&
            (other == 0 || event->other == other))
            return event;
    }
    return NULL;
}
