/* see_timer.c - what ends by itself or sends a signal later, and counters.
 *
 *   alarm, setitimer, timer_settime ──► the process gets a signal (world.h)
 *   timerfd, eventfd                ──► an object that becomes readable
 */
#include "observe/see.h"

#include "observe/proc_text.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

/* ---- clocks that signal ---- */

/* value = enum timer, from a struct itimerspec or itimerval (both are four
 * words: interval, then value). */
static int armed(struct task *task, uint64_t address)
{
    int64_t words[4] = { 0 };
    if (address == 0 || proc_memory(task->group, address, words,
                                    sizeof words) != (ssize_t)sizeof words)
        return -1;
    bool set = words[2] || words[3], again = words[0] || words[1];
    return !set ? TIMER_NONE : again ? TIMER_AGAIN : TIMER_ONCE;
}

/* What /proc/PID/timers says of one timer; false if the kernel has no such
 * file (CHECKPOINT_RESTORE). */
static bool describe(struct task *task, int64_t id, int64_t *signal,
                     bool *silent, int64_t *clock)
{
    char *text = proc_text(task->group, "timers");
    bool found = false;
    for (char *entry = text; entry && !found;) {
        int64_t number = -1;
        char *next = strstr(entry + 1, "\nID:");
        if (next)
            *next++ = '\0';
        if (proc_field(entry, "ID", 10, &number) && number == id) {
            found = proc_field(entry, "signal", 10, signal) &&
                    proc_field(entry, "ClockID", 10, clock);
            *silent = strstr(entry, "notify: none") != NULL;
        }
        entry = next;
    }
    free(text);
    return found;
}

/* Clocks of processor time stand still while everybody sleeps: such a timer
 * wakes nobody, and neither does one that sends no signal. */
static bool can_wake(bool silent, int64_t clock)
{
    return !silent && clock >= 0 && clock != CLOCK_PROCESS_CPUTIME_ID &&
           clock != CLOCK_THREAD_CPUTIME_ID;
}

static void posix_timer(struct task *task, struct event *event)
{
    int64_t signal = 0, clock = CLOCK_REALTIME;
    bool silent = false;
    event->other = (int)event->arguments[0] + 1;
    event->value = TIMER_NONE;
    if (strcmp(call_at(event->call)->name, "timer_settime") != 0)
        return; /* timer_delete */
    event->value = armed(task, (uint64_t)event->arguments[2]);
    (void)describe(task, event->arguments[0], &signal, &silent, &clock);
    event->arguments[3] = signal;
    if (event->value > TIMER_NONE && !can_wake(silent, clock))
        event->value = TIMER_NONE;
}

/* value = enum timer, -1: no clock that signals; other = the clock (world.h) */
void see_timer_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    const char *name = call_at(event->call)->name;
    if (strcmp(name, "timerfd_settime") == 0)
        see_descriptor(trace, event, (int)event->arguments[0]);
    else if (strcmp(name, "alarm") == 0)
        event->value = (uint32_t)event->arguments[0] ? TIMER_ONCE : TIMER_NONE;
    else if (strcmp(name, "setitimer") != 0)
        posix_timer(task, event);
    else if (event->arguments[0] == ITIMER_REAL)
        event->value = armed(task, (uint64_t)event->arguments[1]);
}

/* ---- calls that end at a given time ---- */

/* value = milliseconds until then */
void see_sleep_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace;
    if (strcmp(call_at(event->call)->name, "nanosleep") == 0)
        event->value = see_timeout(task, (uint64_t)event->arguments[0]);
    else if (event->arguments[1] & TIMER_ABSTIME)
        event->value = see_time_until(task, (uint64_t)event->arguments[2],
                                      (clockid_t)event->arguments[0]);
    else
        event->value = see_timeout(task, (uint64_t)event->arguments[2]);
}

/* The sets of signals take the place of the pointers to them: those waited for
 * in sigtimedwait, those blocked meanwhile in sigsuspend. */
void see_pause_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    (void)trace;
    const char *name = call_at(event->call)->name;
    uint64_t set = 0;
    if (strcmp(name, "pause") == 0)
        return;
    (void)proc_memory(task->group, (uint64_t)event->arguments[0], &set,
                      sizeof set);
    event->arguments[0] = (int64_t)set;
    if (strcmp(name, "rt_sigtimedwait") == 0)
        event->value = see_timeout(task, (uint64_t)event->arguments[2]);
}

/* ---- objects ---- */

static void eventfd_ask(struct trace *trace, const struct object *object,
                        const char *info)
{
    int64_t count, semaphore = -1;
    char *facts = NULL;
    if (!proc_field(info, "eventfd-count", 16, &count))
        return;
    (void)proc_field(info, "eventfd-semaphore", 10, &semaphore);
    const char *huge = count < 0 ? " huge=1" : "";
    int made = semaphore < 0 /* a kernel before 6.5 does not say */
                   ? asprintf(&facts, "counted=1%s", huge)
                   : asprintf(&facts, "semaphore=%d%s", (int)semaphore, huge);
    if (made == -1)
        facts = NULL;
    if (count < 0) /* its 64 bits have no sign: 2^63 or more */
        count = INT64_MAX;
    see_state(trace, object, count, 0, 0, facts);
}

/* "it_value: (99, 939801660)" in milliseconds; -1 if it is not there. */
static int64_t time_in(const char *info, const char *key)
{
    int64_t seconds, rest;
    const char *found = strstr(info, key);
    if (!found || sscanf(found + strlen(key), ": (%" SCNd64 ", %" SCNd64 ")",
                         &seconds, &rest) != 2)
        return -1;
    return seconds * 1000 + (rest + 999999) / 1000000;
}

/* due_ms counts from the start of the run, so it stays true as time goes by. It
 * is told again only when the timer was set anew: measured twice, the same
 * moment differs by a little. */
static void timerfd_ask(struct trace *trace, const struct object *object,
                        const char *info)
{
    int64_t ticks = 0, left = time_in(info, "it_value"),
            interval = time_in(info, "it_interval");
    char *facts = NULL;
    if (left < 0 || interval < 0)
        return;
    (void)proc_field(info, "ticks", 10, &ticks);
    int64_t now = (int64_t)(trace_now_us() - trace->start_us) / 1000;
    int64_t due = left > 0 ? now + left : 0,
            before = object_fact(object, "due_ms", -1);
    if (before > 0 && due > 0 && due - before < 20 && before - due < 20)
        due = before;
    int made = due ? asprintf(&facts,
                              "armed=1 due_ms=%" PRId64 " interval_ms=%" PRId64,
                              due, interval)
                   : asprintf(&facts, "armed=0");
    if (made != -1)
        see_state(trace, object, ticks, 0, 0, facts);
}

void see_counter_ask(struct trace *trace, const struct object *object)
{
    int fd;
    struct task *task = see_holder(trace, object->id, &fd);
    char *info = task && fd >= 0 ? proc_fdinfo(task->group, fd) : NULL;
    if (info && object->kind == OBJECT_EVENTFD)
        eventfd_ask(trace, object, info);
    else if (info)
        timerfd_ask(trace, object, info);
    free(info);
}
