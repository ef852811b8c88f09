/* 06-race-conditions-orders.c - runs a program of lab 06 in one order or in all,
 * and says in words what came of it.
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/explore.h"
#include "explore/lines.h"
#include "explore/schedule.h"
#include "explore/table.h"
#include "tests/06-race-conditions-explored.h"

__attribute__((format(printf, 1, 2))) static char *words(const char *format,
                                                         ...)
{
    va_list arguments;
    char *text;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) == -1)
        err(2, "vasprintf");
    va_end(arguments);
    return text;
}

/* ---- one order ---- */

/* "B can go on, C waits, D has ended" */
static char *who_stands_where(const struct board *board)
{
    char *text = words("%s", "");
    for (uint32_t t = 1; t < board->task_count; t++) {
        static const char *const states[] = {
            [TASK_NONE] = "is not there", [TASK_STARTING] = "begins",
            [TASK_READY] = "can go on",   [TASK_WAITING] = "waits",
            [TASK_ENDED] = "has ended",
        };
        char *longer = words("%s%s%c %s", text, t > 1 ? ", " : "",
                             (char)('A' + t), states[board->tasks[t].state]);
        free(text);
        text = longer;
    }
    return text;
}

static bool goes_wrong(const struct board *board)
{
    return board->result == RUN_DEADLOCK || board->result == RUN_REMOVED ||
           (board->result == RUN_DONE && board->root_status != 0);
}

char *explored_play(struct explored *explored, const char *schedule)
{
    struct server *server = explored_server(explored);
    const struct board *board = server_board(server);
    uint8_t choices[BOARD_STEPS];
    const char *wrong = NULL;
    uint32_t alone = 0;
    int count = schedule_read(schedule, choices, BOARD_STEPS / 2, &wrong);
    if (count == -1)
        return words("at place %ld of the schedule stands no letter of a "
                     "process: they are B, C and so on",
                     (long)(wrong - schedule) + 1);
    int end = schedule_run(server, choices, (uint32_t)count, &alone);
    if (end == -1)
        err(2, "the given program");
    if (end == RUN_INFEASIBLE) {
        char *where = who_stands_where(board);
        char *why = words("letter %u of the schedule: %c cannot go on there "
                          "(%s)",
                          board->step_count + 1 - alone,
                          'A' + board->choices[board->step_count], where);
        free(where);
        return why;
    }
    return goes_wrong(board) ? NULL : words("in this order, all goes right");
}

/* ---- who touches what ---- */

/* A step that was taken, or one before which a task stands for ever. */
struct access {
    struct step step;
    int line;
};

struct accesses {
    struct access *list;
    size_t count;
};

static void add_access(struct accesses *all, const char *name,
                       struct lines *lines, const struct step *step)
{
    const char *file;
    int line = lines_find(lines, step->op.pc, &file);
    if (strcmp(file, name) == 0)
        all->list[all->count++] = (struct access){ *step, line };
}

static struct accesses collect(struct explored *explored, const char *name)
{
    const struct board *board = server_board(explored_server(explored));
    struct accesses all = { NULL, 0 };
    all.list = calloc(board->step_count + BOARD_TASKS, sizeof *all.list);
    if (!all.list)
        err(2, "calloc");
    for (uint32_t i = 0; i < board->step_count; i++)
        add_access(&all, name, explored_lines(explored), &board->steps[i]);
    for (uint32_t t = 0; t < board->task_count; t++) {
        struct step next = { .op = board->tasks[t].op, .task = (uint8_t)t };
        if (board->tasks[t].state == TASK_WAITING)
            add_access(&all, name, explored_lines(explored), &next);
    }
    return all;
}

/* Two of one process clash only if one is a handler's. */
static bool clash(const struct access *a, const struct access *b)
{
    return (a->step.task != b->step.task ||
            a->step.handler != b->step.handler) &&
           steps_conflict(&a->step, &b->step);
}

bool explored_clash(struct explored *explored, const char *file, int line,
                    int other)
{
    struct accesses all = collect(explored, file);
    bool found = false;
    for (size_t i = 0; i < all.count; i++)
        for (size_t j = 0; j < all.count; j++)
            found |= all.list[i].line == line && all.list[j].line == other &&
                     clash(&all.list[i], &all.list[j]);
    free(all.list);
    return found;
}

/* ---- all orders ---- */

static void note_parallel(struct server *server, void *told)
{
    bool *parallel = told;
    if (!*parallel)
        *parallel = works_at_once(server_board(server)) == 1;
}

static enum fault fault_of(enum finding found)
{
    switch (found) {
    case FOUND_NOTHING: return FAULT_NONE;
    case FOUND_CRASH: return FAULT_CRASH;
    case FOUND_DEADLOCK: return FAULT_DEADLOCK;
    case FOUND_LOST_WAKEUP: return FAULT_LOST_WAKEUP;
    case FOUND_ENDLESS: return FAULT_ENDLESS;
    case FOUND_UNABLE: return FAULT_UNABLE;
    default: return FAULT_RACE;
    }
}

static uint64_t place_of(const struct board *board,
                         const struct search_result *result, int which)
{
    uint32_t at = result->step[which];
    if (!result->standing[which])
        return board->steps[at].op.pc;
    const struct task *task = &board->tasks[at];
    return task->crashed_at ? task->crashed_at : task->op.pc;
}

/* The later of the two steps that are told, if it is in that file. */
static int line_told(struct explored *explored,
                     const struct search_result *result, const char *name)
{
    const struct board *board = server_board(explored_server(explored));
    for (int i = 1; i >= 0; i--) {
        const char *file;
        if (result->step[i] == UINT32_MAX)
            continue;
        int line = lines_find(explored_lines(explored),
                              place_of(board, result, i), &file);
        if (line > 0 && strcmp(file, name) == 0)
            return line;
    }
    return 0;
}

/* In place: a line that begins with blanks belongs to the one before it. */
static void put_on_one_line(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        bool first = to == text || to[-1] == ' ';
        if (*at == '\n' && to > text && at[1] == ' ' && to[-1] != '.')
            *to++ = ';';
        if (*at != '\n' && *at != ' ')
            *to++ = *at;
        else if (!first && at[1])
            *to++ = ' ';
    }
    *to = '\0';
}

/* What the program has said, and the explorer's sentences, on one line. */
static char *sentences(struct explored *explored,
                       const struct search_result *result)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        err(2, "open_memstream");
    const char *output = server_output(explored_server(explored));
    if (*output)
        fprintf(stream, "%.*s: ", (int)strcspn(output, "\n"), output);
    table_verdict(stream, server_board(explored_server(explored)),
                  explored_lines(explored), result);
    if (fclose(stream) != 0)
        err(2, "open_memstream");
    put_on_one_line(text);
    return text;
}

static char *schedule_of(const struct board *board,
                         const struct search_result *result)
{
    uint32_t alone = schedule_alone(board);
    if (alone >= result->count || result->choices[alone] == 0)
        alone = 0;
    char *text = schedule_text(result->choices + alone, result->count - alone);
    if (!text)
        err(2, "schedule_text");
    return text;
}

struct verdict explored_search(struct explored *explored, const char *file,
                               int preemptions, unsigned runs)
{
    struct verdict verdict = { .fault = FAULT_NONE };
    struct search_options options = { .bound = preemptions,
                                      .reduce = true,
                                      .races = true,
                                      .limit = runs,
                                      .each = note_parallel,
                                      .told = &verdict.parallel };
    struct search_result *result = calloc(1, sizeof *result);
    struct server *server = explored_server(explored);
    if (!result || search(server, &options, result) == -1)
        err(2, "the program");
    verdict.fault = fault_of(result->found);
    if (verdict.fault != FAULT_NONE) {
        verdict.line = line_told(explored, result, file);
        verdict.words = sentences(explored, result);
        verdict.schedule = schedule_of(server_board(server), result);
    }
    free(result);
    return verdict;
}
