/* semaphores.c - looks through a run for its semaphores. */
#include "harness/semaphores.h"

#include "harness/diagnose.h"
#include "harness/queues.h"
#include "harness/sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- who was where ---- */

/* Takes the next "WHO word" line; returns what follows it, NULL at the end. */
static const char *next_line(const char *text, const char *end, int *who,
                             const char **word, size_t *length)
{
    while (text < end) {
        const char *line = text;
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        char *blank;
        text = stop ? stop + 1 : end;
        *who = (int)strtol(line, &blank, 10);
        if (!stop || blank == line || *blank != ' ')
            continue;
        *word = blank + 1;
        *length = (size_t)(stop - *word);
        return text;
    }
    return NULL;
}

static bool is_word(const char *word, size_t length, const char *wanted)
{
    return length == strlen(wanted) && strncmp(word, wanted, length) == 0;
}

static bool is_among(int who, int first, int end)
{
    return end == 0 || (who >= first && who < end);
}

int crowd_most(const struct run *run, const struct crowd *crowd, int limit,
               int *intruder)
{
    const char *at = run->output, *end = at + run->output_length, *word;
    bool same = crowd->leaver_end == 0;
    int leaver = same ? crowd->first : crowd->leaver;
    int leaver_end = same ? crowd->end : crowd->leaver_end;
    int who, now = 0, most = 0, found = -1;
    size_t length;
    while (at && (at = next_line(at, end, &who, &word, &length))) {
        if (is_word(word, length, crowd->enter))
            now += is_among(who, crowd->first, crowd->end);
        else if (is_word(word, length, crowd->leave) ||
                 is_word(word, length, "dead"))
            now -= is_among(who, leaver, leaver_end);
        if (now > most)
            most = now;
        if (now > limit && found == -1)
            found = who;
    }
    if (intruder)
        *intruder = found;
    return most;
}

int crowd_count(const struct run *run, int who, const char *word)
{
    const char *at = run->output, *end = at + run->output_length, *told;
    size_t length;
    int teller, count = 0;
    while (at && (at = next_line(at, end, &teller, &told, &length)))
        count += (who == -1 || teller == who) && is_word(told, length, word);
    return count;
}

long crowd_position(const struct run *run, int who, const char *word, int nth)
{
    const char *at = run->output, *end = at + run->output_length, *told;
    size_t length;
    int teller;
    while (at && (at = next_line(at, end, &teller, &told, &length)))
        if ((who == -1 || teller == who) && is_word(told, length, word) &&
            --nth == 0)
            return (long)(told - run->output);
    return -1;
}

static bool is_write_of(const struct event *event, const char *text)
{
    const struct call_info *info = call_at(event->call);
    size_t length = strlen(text);
    return event->kind == EVENT_ENTER && info && info->role == ROLE_WRITE &&
           queue_students(event) && event->payload_length >= (int)length &&
           memcmp(event->payload, text, length) == 0;
}

static struct place place_of_write(const struct run *run, const char *text,
                                   int pid)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if ((pid == 0 || log_at(log, i)->pid == pid) &&
            is_write_of(log_at(log, i), text))
            return log_at(log, i)->place;
    return NOWHERE;
}

struct place crowd_place(const struct run *run, int who, const char *word)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%d %s\n", who, word);
    return place_of_write(run, text, 0);
}

/* ---- semaphores ---- */

static bool is_gate(const struct run *run, const struct event *event)
{
    const struct object *object =
        world_object(trace_world(run->trace), event->object);
    return event->kind == EVENT_OPEN && queue_students(event) && object &&
           object->name && strncmp(object->name, "/sem.", 5) == 0;
}

struct place place_of_gate(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < log->count; i++)
        if ((pid == 0 || log_at(log, i)->pid == pid) &&
            is_gate(run, log_at(log, i)))
            place = log_at(log, i)->place;
    return place;
}

/* The program's own last one: position in the log, or -1. */
static long own_gate(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    long found = -1;
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->pid == trace_root(run->trace) &&
            is_gate(run, log_at(log, i)))
            found = (long)i;
    return found;
}

bool gates_differ(const struct run *run, struct place *place)
{
    struct log *log = trace_log(run->trace);
    long own = own_gate(run);
    for (size_t i = own == -1 ? log->count : (size_t)own; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (!is_gate(run, event) ||
            event->object == log_at(log, (size_t)own)->object)
            continue;
        *place = event->place;
        return true;
    }
    return false;
}

/* Somebody else has had it, or finished code has made it. */
bool gate_is_old(const struct run *run)
{
    struct log *log = trace_log(run->trace);
    long own = own_gate(run);
    for (long i = 0; i < own; i++) {
        const struct event *event = log_at(log, (size_t)i);
        if (event->kind == EVENT_OPEN &&
            event->object == log_at(log, (size_t)own)->object)
            return true;
    }
    return false;
}

struct place place_of_sleep(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_ASLEEP && info && queue_students(event) &&
            (info->role == ROLE_FUTEX || info->role == ROLE_SEMOP) &&
            (pid == 0 || event->pid == pid))
            place = event->place;
    }
    return place;
}

struct place place_of_use(const struct run *run, const char *function, int pid)
{
    char text[64];
    (void)snprintf(text, sizeof text, ". %s", function);
    return place_of_write(run, text, pid);
}

int semaphore_pid(const struct run *run, int who)
{
    const struct process *process =
        who == 0 ? run_root(run) : run_child(run, who);
    return process ? process->pid : 0;
}

struct place place_of_interruption(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_LEAVE && event->result == -EINTR &&
            event->pid == trace_root(run->trace) && queue_students(event))
            return event->place;
    }
    return place_of_sleep(run, trace_root(run->trace));
}

/* ---- what a suite says ---- */

const char *semaphore_name(void)
{
    static char name[32] = "/gate";
    if (!sandbox_available(NULL))
        (void)snprintf(name, sizeof name, "/gate-%d", (int)getpid());
    return name;
}

/* Where children are forked is main's affair: "(pid 5, forked at main.c:116 in
 * start)" becomes "(pid 5)". */
static char *without_forks(const char *text)
{
    static const char noise[] = ", forked at main";
    char *copy = text_of("%s", text);
    for (char *at = strstr(copy, noise); at; at = strstr(at, noise)) {
        char *end = strchr(at, ')');
        if (!end)
            break;
        memmove(at, end, strlen(end) + 1);
    }
    return copy;
}

bool semaphore_stuck(struct check *check, const struct run *run,
                     const char *code, struct place place, const char *title,
                     const char *cause)
{
    (void)finding_add(
        check, code, place, text_of("%s", title),
        without_forks(run->happened ? run->happened : "nobody can go on"),
        text_of("%s", cause));
    return true;
}
