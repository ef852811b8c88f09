/* words_event.c - one line for each kind of event. */
#include "tui/words.h"
#include "tui/words_call.h"
#include "tui/words_queue.h"

#include "observe/calls.h"
#include "observe/waits.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is closed is known only before it is closed. */
bool words_from_before(const struct event *event)
{
    return event->kind == EVENT_CLOSE || event->kind == EVENT_GONE ||
           event->kind == EVENT_NAME || event->kind == EVENT_AWAKE;
}

static void print_text(FILE *out, const char *before, const char *text)
{
    char *escaped = words_escape(text ? text : "", text ? strlen(text) : 0);
    (void)fprintf(out, "%s%s", before, escaped);
    free(escaped);
}

/* ---- processes ---- */

static void print_fork(FILE *out, const struct event *event)
{
    (void)fprintf(out, "%s: process %d is born",
                  event->value == FORK_FORK    ? "forks"
                  : event->value == FORK_VFORK ? "forks (vfork)"
                                               : "forks (clone)",
                  event->other);
}

/* How many descriptors, over all living processes, name this end. */
static int count_ends(const struct world *world, int object, int access,
                      int except_pid)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (!process_alive(process) || process->pid == except_pid)
            continue;
        for (int fd = 0; fd < process->descriptor_limit; fd++)
            count += process->descriptors[fd].object == object &&
                     (process->descriptors[fd].access & access) != 0;
    }
    return count;
}

static bool is_stream(const struct object *object)
{
    return object && !object->outside &&
           (object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO);
}

static void print_gone(FILE *out, const struct world *world,
                       const struct event *event)
{
    char *status = words_status((int)event->result);
    (void)fprintf(out, "has ended: %s", status);
    free(status);
    for (int i = 0; i < world->object_count; i++) {
        const struct object *object = &world->objects[i];
        int id = object->id;
        for (int access = ACCESS_READ;
             is_stream(object) && access <= ACCESS_WRITE; access++) {
            if (count_ends(world, id, access, 0) == 0 ||
                count_ends(world, id, access, event->pid) > 0)
                continue;
            char *end = words_end(world, id, access);
            (void)fprintf(out, "; with it goes the last %s", end);
            free(end);
        }
    }
}

/* ---- descriptors ---- */

static void print_open(FILE *out, const struct world *world,
                       const struct event *event)
{
    char *end = words_end(world, event->object, event->value);
    (void)fprintf(out, "descriptor %d is %s", event->fd, end);
    free(end);
}

/* The last descriptor of one end goes: what the other end gets from it. */
static void print_last(FILE *out, const struct world *world, int object,
                       int access)
{
    int other = access ^ (ACCESS_READ | ACCESS_WRITE);
    const char *what = access == ACCESS_WRITE ? "end-of-file for its readers"
                                              : "SIGPIPE for its writers";
    (void)fputs(", the last one", out);
    if (other && count_ends(world, object, other, 0) > 0)
        (void)fprintf(out, ": %s", what);
}

static void print_close(FILE *out, const struct world *world,
                        const struct event *event)
{
    const struct process *process = world_process(world, event->pid);
    struct descriptor *known =
        process ? world_descriptor(process, event->fd) : NULL;
    (void)fprintf(out, "closes descriptor %d", event->fd);
    if (!known)
        return;
    int access = known->access & (ACCESS_READ | ACCESS_WRITE);
    char *end = words_end(world, known->object, access);
    (void)fprintf(out, ", %s", end);
    if (is_stream(world_object(world, known->object)) &&
        count_ends(world, known->object, access, 0) == 1)
        print_last(out, world, known->object, access);
    free(end);
}

static void print_object_seen(FILE *out, const struct world *world,
                              const struct event *event)
{
    const struct process *process = world_process(world, event->pid);
    bool looked = process && process->beside_others;
    print_text(out, event->value == OBJECT_QUEUE ? "queue " : "", event->text);
    bool made = event->value == OBJECT_PIPE || event->value == OBJECT_SOCKET ||
                event->value == OBJECT_MSGQ || event->value == OBJECT_SEMSET ||
                event->value == OBJECT_SEGMENT;
    (void)fputs(looked                ? " comes into sight"
                : event->arguments[1] ? " was there before the run"
                : made                ? " comes into being"
                                      : " comes into sight",
                out);
    if (event->arguments[2] > 0)
        (void)fprintf(out, ", room for %" PRId64 " bytes", event->arguments[2]);
}

/* Told from the world before it. */
static void print_awake(FILE *out, const struct world *world,
                        const struct event *event)
{
    const struct process *process = world_process(world, event->pid);
    const struct thread *thread =
        process ? world_thread(process, event->tid) : NULL;
    const struct call_info *info = thread ? call_at(thread->call) : NULL;
    (void)fputs("has moved", out);
    if (process && process->stopped)
        (void)fputs(": it is no longer stopped", out);
    else if (info)
        (void)fprintf(out, ": it is no longer asleep in that %s()",
                      call_typed_name(info, thread->timeout_ms >= 0));
}

static void print_freedom(FILE *out, int bits)
{
    (void)fputs(bits == 0 ? "depends on nobody outside" : "may go on: ", out);
    if (bits & OUTSIDE_TIMER)
        (void)fputs("it handles SIGALRM or has a timer", out);
    if (bits & OUTSIDE_CHILD)
        (void)fprintf(out, "%sit has children that are not shown",
                      bits & OUTSIDE_TIMER ? ", and " : "");
}

static void print_asleep(FILE *out, const struct world *world,
                         const struct event *event)
{
    const struct process *process = world_process(world, event->pid);
    const struct thread *thread =
        process ? world_thread(process, event->tid) : NULL;
    char *text = thread ? words_wait(world, process, thread) : NULL;
    (void)fputs(text ? text : "sleeps", out);
    free(text);
}

static void print_quiet(FILE *out, const struct event *event)
{
    static const char *const verdicts[] = {
        [QUIET_MOVING] = "somebody still moves",
        [QUIET_WAITING] = "all wait, for a timer or for somebody outside",
        [QUIET_STUCK] = "STUCK: all wait, and nobody can wake anyone",
        [QUIET_DONE] = "nobody is left",
    };
    bool known = event->value >= 0 && event->value <= QUIET_DONE;
    (void)fputs(known ? verdicts[event->value] : "nothing moves", out);
    if (event->text)
        print_text(out, ", ", event->text);
}

static void print_set(FILE *out, const char *what, int64_t set)
{
    for (int number = 1; number <= 64; number++)
        if ((uint64_t)set >> (number - 1) & 1) {
            (void)fprintf(out, "%s SIG%s", what, words_signal(number));
            what = "";
        }
}

static void print_signals(FILE *out, const struct event *event)
{
    (void)fputs("signals", out);
    print_set(out, " blocked:", event->arguments[0]);
    print_set(out, " pending for the thread:", event->arguments[1]);
    print_set(out, " pending:", event->arguments[2]);
    print_set(out, " handled:", event->arguments[3]);
    print_set(out, " ignored:", event->arguments[4]);
}

/* Who may do what with it: "to read and write". */
static void print_map(FILE *out, const struct world *world,
                      const struct event *event)
{
    static const char *const ways[] = { ", not to be touched", " to read",
                                        " to write", " to read and write" };
    (void)fputs("has ", out);
    words_print_object(out, world, event->object);
    (void)fprintf(out, " in its memory%s, %" PRId64 " bytes at %#" PRIx64,
                  ways[event->value & (ACCESS_READ | ACCESS_WRITE)],
                  event->arguments[1], (uint64_t)event->arguments[0]);
    if (event->arguments[2])
        (void)fprintf(out, ", from its byte %" PRId64, event->arguments[2]);
}

static void print_event(FILE *out, const struct world *world,
                        const struct event *event)
{
    char *text = NULL;
    switch (event->kind) {
    case EVENT_START: print_text(out, "starts: ", event->text); break;
    case EVENT_FORK: print_fork(out, event); break;
    case EVENT_THREAD:
        (void)fprintf(out, "thread %d is born", event->other);
        break;
    case EVENT_THREAD_GONE: (void)fputs("has ended", out); break;
    case EVENT_EXEC: print_text(out, "becomes: ", event->text); break;
    case EVENT_EXIT:
        text = words_status((int)event->result);
        (void)fprintf(out, "ends now: %s", text);
        break;
    case EVENT_GONE: print_gone(out, world, event); break;
    case EVENT_REAP:
        (void)fprintf(out, "collects the status of child %d", event->other);
        break;
    case EVENT_ENTER: words_enter(out, world, event); break;
    case EVENT_LEAVE: words_leave(out, world, event); break;
    case EVENT_SIGNAL:
        (void)fprintf(out, "gets SIG%s", words_signal(event->value));
        if (event->other > 0)
            (void)fprintf(out, " from %d", event->other);
        if (call_at(event->call))
            (void)fprintf(out, ", fetched by %s()",
                          call_typed_name(call_at(event->call), false));
        break;
    case EVENT_STOP:
        (void)fprintf(out, "is stopped by %s%s, until SIGCONT comes",
                      event->value ? "SIG" : "a signal",
                      event->value ? words_signal(event->value) : "");
        break;
    case EVENT_OBJECT: print_object_seen(out, world, event); break;
    case EVENT_OPEN: print_open(out, world, event); break;
    case EVENT_CLOSE: print_close(out, world, event); break;
    case EVENT_FILL: words_print_fill(out, world, event); break;
    case EVENT_OUTSIDE:
        if (!event->object) {
            print_freedom(out, event->value);
            break;
        }
        words_print_object(out, world, event->object);
        (void)fputs(event->value ? " is also held outside the run"
                                 : " is no longer held outside the run",
                    out);
        break;
    case EVENT_PEER:
        words_print_object(out, world, event->object);
        (void)fputs(event->other ? " is now joined to " : " has lost its peer",
                    out);
        if (event->other)
            words_print_object(out, world, event->other);
        break;
    case EVENT_NAME:
        words_print_object(out, world, event->object);
        print_text(out, " is now called ", event->text);
        break;
    case EVENT_REMOVED: words_print_removed(out, world, event); break;
    case EVENT_MAP: print_map(out, world, event); break;
    case EVENT_UNMAP:
        (void)fprintf(out, "no longer has the memory at %#" PRIx64,
                      (uint64_t)event->arguments[0]);
        break;
    case EVENT_SIGNALS: print_signals(out, event); break;
    case EVENT_ASLEEP: print_asleep(out, world, event); break;
    case EVENT_AWAKE: print_awake(out, world, event); break;
    case EVENT_QUIET: print_quiet(out, event); break;
    case EVENT_NOTE: print_text(out, "note: ", event->text); break;
    case EVENT_KINDS: break;
    }
    free(text);
}

char *words_event(const struct world *world, const struct event *event)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        err(1, "open_memstream");
    if (event->tid != event->pid && event->kind != EVENT_THREAD)
        (void)fprintf(out, "thread %d: ", event->tid);
    print_event(out, world, event);
    char *place = words_place(&event->place);
    (void)fputs(place, out);
    free(place);
    if (fclose(out) != 0)
        err(1, "fclose");
    return text;
}
