/* record.c - the steps on the board as events of a world.
 *
 *   step 7: B, write 0 > 1, x.c:20 ─► note  pid 2 "write 0 > 1"
 *                                     fill  the word holds 1
 *
 * Objects come into sight with their first step. A word of memory is an object
 * of its own inside the memory that it lies in.
 */
#include "explore/record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "observe/record.h"

#define STEP_US 1000
#define WORD_BYTES 8 /* the board has no more of an access */

struct word {
    int thing, object;
    uint64_t offset;
};

struct writer {
    const struct board *board;
    struct lines *lines;
    struct log log;
    int objects[BOARD_OBJECTS]; /* of things; 0: not shown yet */
    int object_count;
    bool begun[BOARD_TASKS]; /* tasks that are there by now */
    struct word words[BOARD_STEPS];
    int word_count;
    bool mapped[BOARD_TASKS][BOARD_OBJECTS]; /* by process */
    bool reaped[BOARD_TASKS];
    int ended; /* tasks */
    uint64_t now_us;
};

static int pid_of(const struct board *board, int task)
{
    return board->tasks[task].process + 1;
}

static struct event make(const struct writer *writer, enum event_kind kind,
                         int task)
{
    struct event event = event_make(kind, pid_of(writer->board, task));
    event.tid = task + 1;
    event.time_us = writer->now_us;
    return event;
}

static void add(struct writer *writer, const struct event *event)
{
    (void)log_append(&writer->log, event);
}

/* A text for an event that will own it. */
__attribute__((format(printf, 1, 2))) static char *text_of(const char *format,
                                                           ...)
{
    va_list list;
    char *text = NULL;
    va_start(list, format);
    int length = vasprintf(&text, format, list);
    va_end(list);
    return length == -1 ? NULL : text;
}

/* ---- objects ---- */

static int kind_of(enum object_type type, const char **name)
{
    switch (type) {
    case THING_SHARED: *name = "memory"; return OBJECT_MEMORY;
    case THING_QUEUE: *name = "queue"; return OBJECT_QUEUE;
    case THING_LETTERS: *name = "queue"; return OBJECT_MSGQ;
    case THING_SET: *name = "semaphores"; return OBJECT_SEMSET;
    case THING_FILE:
    case THING_LOCKED: *name = "file"; return OBJECT_FILE;
    case THING_STREAM: /* a pipe, a FIFO, a pair of sockets */
        *name = "stream";
        return OBJECT_OTHER;
    default: return OBJECT_NONE;
    }
}

static void show_thing(struct writer *writer, const struct step *step,
                       int thing)
{
    const char *name = NULL;
    int kind =
        kind_of((enum object_type)writer->board->things[thing].type, &name);
    if (writer->objects[thing] || kind == OBJECT_NONE)
        return;
    writer->objects[thing] = ++writer->object_count;
    struct event event = make(writer, EVENT_OBJECT, step->task);
    event.object = writer->objects[thing];
    event.value = kind;
    event.text = text_of("%s %d", name, event.object);
    add(writer, &event);
}

/* How far the run has looked into it: the board does not know its length. */
static int64_t length_of(const struct board *board, int thing)
{
    uint64_t end = 0;
    for (uint32_t i = 0; i < board->step_count; i++) {
        const struct operation *op = &board->steps[i].op;
        if (op->thing == thing && op->offset + op->size > end)
            end = op->offset + op->size;
    }
    return (int64_t)end;
}

/* Where it lies in a process is left out of a step: 4 GiB for each. */
static void show_mapping(struct writer *writer, const struct step *step)
{
    int thing = step->op.thing;
    int process = writer->board->tasks[step->task].process;
    if (writer->board->things[thing].type != THING_SHARED ||
        writer->mapped[process][thing])
        return;
    writer->mapped[process][thing] = true;
    struct event event = make(writer, EVENT_MAP, step->task);
    event.object = writer->objects[thing];
    event.value = ACCESS_READ | ACCESS_WRITE;
    event.arguments[0] = (int64_t)thing << 32;
    event.arguments[1] = length_of(writer->board, thing);
    add(writer, &event);
}

static int word_kind(const char *call)
{
    if (strncmp(call, "sem_", 4) == 0)
        return OBJECT_SEMAPHORE;
    if (strncmp(call, "pthread_mutex", 13) == 0)
        return OBJECT_MUTEX;
    if (strncmp(call, "pthread_cond", 12) == 0)
        return OBJECT_CONDITION;
    return OBJECT_FUTEX;
}

static bool is_word(const struct writer *writer, const struct step *step)
{
    uint32_t type = writer->board->things[step->op.thing].type;
    return (type == THING_SHARED || type == THING_PRIVATE) && step->op.size > 0;
}

static int word_object(struct writer *writer, const struct step *step)
{
    int thing = step->op.thing, i = 0;
    uint64_t offset = step->op.offset;
    while (i < writer->word_count && (writer->words[i].thing != thing ||
                                      writer->words[i].offset != offset))
        i++;
    if (i < writer->word_count)
        return writer->words[i].object;
    writer->words[writer->word_count++] =
        (struct word){ thing, ++writer->object_count, offset };
    struct event event = make(writer, EVENT_OBJECT, step->task);
    event.object = writer->object_count;
    event.value = word_kind(step->text);
    event.arguments[3] = writer->objects[thing];
    event.arguments[4] = (int64_t)offset;
    event.text =
        text_of("%" PRIu32 " bytes at %" PRIu64, step->op.size, offset);
    add(writer, &event);
    return event.object;
}

/* ---- processes ---- */

static void begin(struct writer *writer, int task)
{
    const struct task *facts = &writer->board->tasks[task];
    writer->begun[task] = true;
    struct event event = make(writer,
                              task == 0       ? EVENT_START
                              : facts->thread ? EVENT_THREAD
                                              : EVENT_FORK,
                              task == 0 ? 0 : facts->parent);
    if (task == 0)
        event.text = strdup("program");
    else
        event.other = task + 1;
    add(writer, &event);
}

static void begin_tasks(struct writer *writer, uint32_t at)
{
    for (uint32_t t = 0; t < writer->board->task_count; t++)
        if (!writer->begun[t] && writer->board->tasks[t].forked_at <= at)
            begin(writer, (int)t);
}

static void reap(struct writer *writer, int child)
{
    const struct task *facts = &writer->board->tasks[child];
    if (writer->reaped[child] || facts->thread || facts->parent < 0)
        return;
    writer->reaped[child] = true;
    struct event event = make(writer, EVENT_REAP, facts->parent);
    event.other = child + 1;
    add(writer, &event);
}

static void end(struct writer *writer, int task)
{
    const struct board *board = writer->board;
    for (uint32_t t = 1; t < board->task_count; t++)
        if (board->tasks[t].parent == task && board->tasks[t].reaped)
            reap(writer, (int)t);
    struct event event =
        make(writer, board->tasks[task].thread ? EVENT_THREAD_GONE : EVENT_GONE,
             task);
    event.result = board->tasks[task].status;
    add(writer, &event);
}

static bool has_steps_after(const struct board *board, int task, uint32_t at)
{
    for (uint32_t i = at + 1; i < board->step_count; i++)
        if (board->steps[i].task == task)
            return true;
    return false;
}

/* The board knows in which order tasks ended, but not between which steps: each
 * ends as soon as it can. */
static void end_tasks(struct writer *writer, uint32_t at)
{
    const struct board *board = writer->board;
    for (uint32_t t = 0; t < board->task_count; t++) {
        if (board->tasks[t].end_order != writer->ended + 1)
            continue;
        if (!writer->begun[t] || has_steps_after(board, (int)t, at))
            return;
        end(writer, (int)t);
        writer->ended++;
        t = UINT32_MAX; /* from the first task on */
    }
}

/* ---- steps ---- */

static void put_place(const struct writer *writer, struct event *event,
                      uint64_t pc)
{
    event->place.line = lines_find(writer->lines, pc, &event->place.file);
}

static void write_step(struct writer *writer, uint32_t at)
{
    const struct step *step = &writer->board->steps[at];
    bool changes = step->op.flags & STEP_WRITES && step->before != step->after;
    int word = 0;
    show_thing(writer, step, step->op.thing);
    show_mapping(writer, step);
    if (is_word(writer, step))
        word = word_object(writer, step);
    struct event event = make(writer, EVENT_NOTE, step->task);
    put_place(writer, &event, step->op.pc);
    event.text = changes ? text_of("%c: %s %" PRId64 " > %" PRId64,
                                   'A' + step->task, step->text,
                                   (int64_t)step->before, (int64_t)step->after)
                         : text_of("%c: %s %" PRId64, 'A' + step->task,
                                   step->text, (int64_t)step->after);
    add(writer, &event);
    if (word == 0 || step->op.size > WORD_BYTES)
        return;
    event = make(writer, EVENT_FILL, step->task);
    put_place(writer, &event, step->op.pc);
    event.object = word;
    event.text = strdup("pshared=1");
    event.result = (int64_t)step->after;
    add(writer, &event);
}

/* Who stands at a step when the run is over, and nobody goes on. */
static void write_standing(struct writer *writer)
{
    for (uint32_t t = 0; t < writer->board->task_count; t++) {
        const struct task *task = &writer->board->tasks[t];
        if (task->state != TASK_WAITING || !task->op.name)
            continue;
        struct event event = make(writer, EVENT_NOTE, (int)t);
        put_place(writer, &event, task->op.pc);
        event.text = text_of("%c: waits, and nobody ends it", 'A' + (int)t);
        add(writer, &event);
    }
}

int run_record(const struct board *board, struct lines *lines,
               const char *title, const char *path)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return -1;
    writer->board = board;
    writer->lines = lines;
    begin_tasks(writer, 0);
    for (uint32_t i = 0; i < board->step_count; i++) {
        writer->now_us += STEP_US;
        for (int t = 0; t < BOARD_TASKS; t++)
            if (board->steps[i].joined >> t & 1)
                reap(writer, t);
        write_step(writer, i);
        begin_tasks(writer, i + 1);
        end_tasks(writer, i);
    }
    write_standing(writer);
    int result = record_save(&writer->log, title, path);
    int saved = errno;
    log_clear(&writer->log);
    free(writer);
    errno = saved;
    return result;
}
