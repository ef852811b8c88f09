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

/* The next process, from index *next on, of the student's own that sleeps in a
 * call of this role on a FIFO, in the student's own file. */
static const struct thread *next_sleeper(const struct world *world,
                                         enum call_role role, int *next)
{
    while (*next < world->process_count) {
        const struct process *process = &world->processes[(*next)++];
        const struct thread *thread = process->threads;
        if (!process_alive(process) || !process->own_program ||
            process->thread_count == 0)
            continue;
        const struct call_info *info = call_at(thread->call);
        const struct object *object = world_object(world, thread->object);
        if (thread->asleep && info && info->role == role && object &&
            object->kind == OBJECT_FIFO && place_is_students(&thread->place))
            return thread;
    }
    return NULL;
}

static const char *fifo_of(const struct world *world,
                           const struct thread *thread)
{
    const char *name = world_object(world, thread->object)->name;
    return name ? name : "the FIFO";
}

/* The world as it was when nothing moved any more: the kill has changed it. */
static void world_then(const struct run *run, struct world *world)
{
    *world = (struct world){ 0 };
    world_at(world, trace_log(run->trace), run->event_count);
}

static void tell_open(struct check *check, const struct world *world,
                      const struct thread *thread, const char *code,
                      const char *why)
{
    char *label = process_label(world, thread->tid);
    check_that(check, false, code, thread->place,
               "waits in open for somebody who never comes",
               text_of("%s waits in open until the other side opens %s, for "
                       "ever",
                       label, fifo_of(world, thread)),
               text_of("%s", why));
    free(label);
}

bool fifo_explain_open(struct check *check, const struct run *run)
{
    struct world world;
    int next = 0;
    world_then(run, &world);
    const struct thread *thread = next_sleeper(&world, ROLE_OPEN, &next);
    if (thread)
        tell_open(check, &world, thread, "FIFO-06",
                  "that partner has gone, or has never been there; with "
                  "O_NONBLOCK, open returns at once and says so");
    world_clear(&world);
    return thread != NULL;
}

bool fifo_explain_crossed(struct check *check, const struct run *run)
{
    struct world world;
    int next = 0;
    world_then(run, &world);
    const struct thread *one = next_sleeper(&world, ROLE_OPEN, &next);
    const struct thread *two = next_sleeper(&world, ROLE_OPEN, &next);
    bool crossed = one && two && one->object != two->object;
    if (crossed)
        check_that(
            check, false, "FIFO-01", two->place, "FIFOs opened crosswise",
            text_of("one side waits in open for %s (%s:%d), the other "
                    "for %s (%s:%d)",
                    fifo_of(&world, one), one->place.file, one->place.line,
                    fifo_of(&world, two), two->place.file, two->place.line),
            text_of("each waits for the other to open a FIFO that it "
                    "would open only afterwards"));
    world_clear(&world);
    return crossed;
}

bool fifo_explain_reader(struct check *check, const struct run *run)
{
    struct world world;
    int next = 0, opening = 0;
    world_then(run, &world);
    const struct thread *waits = next_sleeper(&world, ROLE_OPEN, &opening);
    const struct thread *reads = next_sleeper(&world, ROLE_READ, &next);
    const struct object *fifo = reads ? world_object(&world, reads->object) : 0;
    if (waits)
        tell_open(
            check, &world, waits, "FIFO-03",
            "whoever was to open it came while nobody heard, or has given "
            "up");
    else if (fifo && fifo->moved_out > 0)
        check_that(check, false, "PIPE-06", reads->place,
                   "one read is not one line",
                   text_of("all that was sent has been read, the line that "
                           "ends the log too, and yet the reader reads on"),
                   text_of("a read brings what is there: several lines, or "
                           "the beginning of one"));
    world_clear(&world);
    return check->failed;
}

bool fifo_explain_signal(struct check *check, const struct run *run)
{
    const uint64_t term = 1UL << (SIGTERM - 1);
    struct world world;
    world_then(run, &world);
    for (int i = 0; i < world.process_count && !check->failed; i++) {
        const struct process *process = &world.processes[i];
        const struct thread *thread = process->threads;
        if (process_alive(process) && process->own_program &&
            process->thread_count > 0 &&
            ((process->pending | thread->pending) & term))
            check_that(check, false, "STUCK", thread->place,
                       "SIGTERM cannot come in",
                       text_of("SIGTERM was sent and waits to be delivered, "
                               "and your program sleeps with that signal "
                               "blocked"),
                       text_of("a blocked signal interrupts no call: ppoll and "
                               "its like open the mask while they sleep"));
    }
    world_clear(&world);
    return check->failed || fifo_explain_open(check, run);
}
