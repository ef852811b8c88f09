/* fifos.c - reads the log of a run in which strangers met at a FIFO. */
#include "harness/fifos.h"

#include "harness/evidence.h"
#include "harness/known.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static bool is_fifo(const struct run *run, int id)
{
    const struct object *object = world_object(trace_world(run->trace), id);
    return object && object->kind == OBJECT_FIFO;
}

/* Has anybody but `pid` opened the object for writing among the first `count`
 * events? */
static bool had_writer(const struct log *log, size_t count, int object, int pid)
{
    for (size_t i = 0; i < count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_OPEN && event->object == object &&
            event->pid != pid && (event->value & ACCESS_WRITE))
            return true;
    }
    return false;
}

const struct event *fifo_end_read(const struct run *run, bool *before)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind != EVENT_LEAVE || !info || info->role != ROLE_READ ||
            event->result != 0 || !is_fifo(run, event->object) ||
            !run_is_own(run, event->pid))
            continue;
        *before = !had_writer(log, i, event->object, event->pid);
        return event;
    }
    return NULL;
}

void check_no_broken_pipe(struct check *check)
{
    const struct run *run = check->run;
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < world->process_count && !check->failed; i++) {
        const struct process *process = &world->processes[i];
        if (process_alive(process) || !process->own_program ||
            !WIFSIGNALED(process->wait_status) ||
            WTERMSIG(process->wait_status) != SIGPIPE)
            continue;
        char *who = process_label(world, process->pid);
        check_that(check, false, "SIGPIPE",
                   evidence_last_place(run, process->pid), "ended by SIGPIPE",
                   text_of("%s wrote to a FIFO that nobody reads any more, and "
                           "the signal ended it",
                           who),
                   text_of("the partner had gone; with SIGPIPE ignored, write "
                           "gives EPIPE instead, and the program goes on"));
        free(who);
    }
}

static void tell_end_taken(struct check *check, const char *name,
                           const struct event *end, bool before)
{
    if (before)
        check_that(check, false, "FIFO-05", end->place,
                   "\"not yet\" was taken for the end",
                   text_of("read gave 0 to the %s before any writer had come, "
                           "and it gave up",
                           name),
                   text_of("on a FIFO, 0 means that nobody has it open for "
                           "writing now; with O_NONBLOCK that is so until the "
                           "first writer comes"));
    else
        check_that(
            check, false, "FIFO-03", end->place,
            "a writer's leaving was taken for the end",
            text_of("read gave 0 to the %s when a writer had left; the "
                    "next writer was not heard",
                    name),
            text_of("each time the last writer leaves, the reader gets "
                    "end-of-file; a write end of its own prevents that"));
}

void check_no_end_taken(struct check *check, bool right, const char *name)
{
    bool before = false;
    const struct event *end = fifo_end_read(check->run, &before);
    if (!check->failed && !right && end)
        tell_end_taken(check, name, end, before);
}

void check_not_early(struct check *check, const char *name)
{
    const char *told = run_result(check->run, name);
    bool early = told && strcmp(told, "ended early") == 0;
    if (check->failed || !early)
        return;
    check_no_broken_pipe(check);
    check_no_end_taken(check, false, name);
    if (!check->failed && !check_known_mistake(check))
        check_that(check, false, "RESULT", NOWHERE, "ended too early",
                   text_of("the %s ended while others still needed it", name),
                   NULL);
}

/* ---- when all wait ---- */

/* One who sleeps in the open of a FIFO, in the student's own file. */
static const struct thread *sleeper_in_open(const struct world *world,
                                            const struct process **who)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        const struct thread *thread = process->threads;
        if (!process_alive(process) || !process->own_program ||
            process->thread_count == 0)
            continue;
        const struct call_info *info = call_at(thread->call);
        const struct object *object = world_object(world, thread->object);
        if (!thread->asleep || !info || info->role != ROLE_OPEN || !object ||
            object->kind != OBJECT_FIFO || !thread->place.file)
            continue;
        *who = process;
        return thread;
    }
    return NULL;
}

bool fifo_explain_open(struct check *check, const struct run *run)
{
    struct world world = { 0 };
    const struct process *who = NULL;
    world_at(&world, trace_log(run->trace), run->event_count);
    const struct thread *thread = sleeper_in_open(&world, &who);
    if (thread) {
        char *label = process_label(&world, who->pid);
        check_that(check, false, "FIFO-06", thread->place,
                   "waits in open for somebody who never comes",
                   text_of("%s waits in open until the other side opens %s, "
                           "for ever",
                           label, world_object(&world, thread->object)->name),
                   text_of("that partner has gone, or has never been there; "
                           "with O_NONBLOCK, open returns at once and says "
                           "so"));
        free(label);
    }
    world_clear(&world);
    return check->failed;
}
