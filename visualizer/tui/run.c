/* run.c - moving along the log, forward and back. */
#include "tui/run.h"

#include "observe/record.h"
#include "tui/words.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long a step waits for a live program to do something. */
#define STEP_MS 50

static int open_live(struct run *run, struct trace *trace)
{
    run->trace = trace;
    if (!trace)
        return -1;
    run->log = trace_log(run->trace);
    run->status = TRACE_MOVING;
    run->lines_from = 1;
    return 0;
}

int run_open_live(struct run *run, const struct trace_options *options)
{
    return open_live(run, trace_start(options));
}

int run_open_look(struct run *run, const struct look_options *options)
{
    return open_live(run, look_start(options));
}

bool run_looks(const struct run *run)
{
    return run->trace && look_due_ms(run->trace) >= 0;
}

int run_open_record(struct run *run, const char *path, char *message,
                    size_t size)
{
    run->log = &run->record;
    run->status = TRACE_ENDED;
    run->lines_from = 1;
    return record_load(&run->record, path, message, size);
}

void run_close(struct run *run)
{
    trace_close(run->trace);
    log_clear(&run->record);
    world_clear(&run->world);
    output_clear(&run->output);
    for (int i = 0; i < LINES_KEPT; i++)
        free(run->lines[i]);
    *run = (struct run){ 0 };
}

void run_more(struct run *run, int timeout_ms, int max_stops)
{
    if (run->trace && run->status < TRACE_ENDED)
        run->status = trace_run(run->trace, timeout_ms, max_stops);
}

/* ---- notes ---- */

static void note_awaited(struct run *run, const char *line)
{
    if (run->notes_come == run->note_count)
        return;
    struct note *note = &run->notes[run->notes_come];
    if (note->until && !strstr(line, note->until))
        return;
    note->at = run->at;
    run->notes_come++;
    run->paused = true;
}

const char *run_note(const struct run *run)
{
    const char *text = NULL;
    for (int i = 0; i < run->note_count; i++)
        if (!run->notes[i].until ||
            (i < run->notes_come && run->notes[i].at <= run->at))
            text = run->notes[i].text;
    return text;
}

/* ---- one event further ---- */

/* In a record the program's output is known only from what it wrote to the
 * terminal, as far as that was kept. */
static void output_replayed(struct run *run, const struct event *event)
{
    const struct object *object = world_object(&run->world, event->object);
    if (run->trace || event->kind != EVENT_ENTER || !object ||
        object->kind != OBJECT_TERMINAL || event->payload_length <= 0)
        return;
    output_add(&run->output, run->at, (const char *)event->payload,
               (size_t)event->payload_length);
    if (event->arguments[2] > event->payload_length)
        output_add(&run->output, run->at, "...\n", 4);
}

static void apply_next(struct run *run)
{
    const struct event *event = log_at(run->log, run->at);
    char **slot = &run->lines[(run->at + 1) % LINES_KEPT];
    bool before = words_from_before(event);
    free(*slot);
    if (before)
        *slot = words_event(&run->world, event);
    world_apply(&run->world, event);
    run->at++;
    if (!before)
        *slot = words_event(&run->world, event);
    if (run->at >= run->lines_from + LINES_KEPT)
        run->lines_from = run->at - LINES_KEPT + 1;
    output_replayed(run, event);
    note_awaited(run, *slot);
}

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool run_forward(struct run *run)
{
    int64_t end = now_ms() + STEP_MS;
    while (run_at_newest(run)) {
        run_more(run, STEP_MS, 1);
        if (!run->trace || run->status != TRACE_MOVING || now_ms() >= end)
            break;
    }
    if (run_at_newest(run))
        return false;
    apply_next(run);
    return true;
}

void run_seek(struct run *run, size_t at)
{
    if (at > run->log->count)
        at = run->log->count;
    if (at < run->at) {
        size_t from = at > LINES_KEPT ? at - LINES_KEPT : 0;
        world_at(&run->world, run->log, from);
        run->at = from;
        run->lines_from = from + 1;
    }
    while (run->at < at)
        apply_next(run);
}

const char *run_line(const struct run *run, size_t n)
{
    return n >= run->lines_from && n <= run->at && n > 0
               ? run->lines[n % LINES_KEPT]
               : NULL;
}

bool run_at_newest(const struct run *run)
{
    return run->at == run->log->count;
}

bool run_is_over(const struct run *run)
{
    return run_at_newest(run) && (!run->trace || run->status >= TRACE_ENDED);
}

/* ---- marks ---- */

void run_mark(struct run *run)
{
    for (int i = 0; i < run->mark_count; i++)
        if (run->marks[i] == run->at) {
            run->marks[i] = run->marks[--run->mark_count];
            return;
        }
    if (run->mark_count < MARKS_MAX)
        run->marks[run->mark_count++] = run->at;
}

bool run_is_marked(const struct run *run, size_t at)
{
    for (int i = 0; i < run->mark_count; i++)
        if (run->marks[i] == at)
            return true;
    return false;
}

size_t run_near_mark(const struct run *run, int direction)
{
    size_t best = run->at;
    for (int i = 0; i < run->mark_count; i++) {
        size_t mark = run->marks[i];
        if (direction < 0 && mark < run->at && (best == run->at || mark > best))
            best = mark;
        if (direction > 0 && mark > run->at && (best == run->at || mark < best))
            best = mark;
    }
    return best;
}
