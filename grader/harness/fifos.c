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

void check_not_early(struct check *check, const char *name)
{
    const struct run *run = check->run;
    const char *told = run_result(run, name);
    bool before = false;
    if (check->failed || !told || strcmp(told, "ended early") != 0)
        return;
    check_no_broken_pipe(check);
    const struct event *end = fifo_end_read(run, &before);
    if (check->failed || (!end && check_known_mistake(check)))
        return;
    if (!end)
        check_that(check, false, "RESULT", NOWHERE, "ended too early",
                   text_of("the %s ended while others still needed it", name),
                   NULL);
    else if (before)
        check_that(check, false, "FIFO-05", end->place,
                   "\"not yet\" was taken for the end",
                   text_of("read gave 0 before any writer had come, and the %s "
                           "ended",
                           name),
                   text_of("on a FIFO, 0 means that nobody has it open for "
                           "writing now; with O_NONBLOCK that is so until the "
                           "first writer comes"));
    else
        check_that(
            check, false, "FIFO-03", end->place,
            "a writer's leaving was taken for the end",
            text_of("read gave 0 when a writer had left, and the %s "
                    "ended; the next writer found nobody",
                    name),
            text_of("each time the last writer leaves, the reader gets "
                    "end-of-file; a write end of its own prevents that"));
}
