/* table.c - prints a run.
 *
 *      A                  B                  C
 *    1                    14 read 0
 *  * 2                                       14 read 0
 *    3                    14 write 0 > 1
 *  * 4                                       14 write 0 > 1
 */
#include "explore/table.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define WIDTH 78
#define NARROWEST 18 /* a column; with less room each step is a sentence */
#define SHOWN 120    /* steps; of a longer run the last ones */

static char letter(int task)
{
    return (char)('A' + task);
}

/* ---- what a step did ---- */

static bool has_values(const struct step *step)
{
    return step->op.size > 0 && step->op.size <= 8;
}

/* "read 0", "write 0 > 1", "sem_wait 1 > 0", "waitpid" */
static void describe(char *text, size_t size, const struct step *step)
{
    const char *name = step->text;
    if (step->op.flags & STEP_WRITES && step->before != step->after)
        snprintf(text, size, "%s %lld > %lld", name, (long long)step->before,
                 (long long)step->after);
    else if (has_values(step))
        snprintf(text, size, "%s %lld", name, (long long)step->after);
    else
        snprintf(text, size, "%s", name);
}

/* Which bytes, when a thing is used in several places: "+8 ". */
static void place_in(char *text, size_t size, const struct board *board,
                     const struct step *step)
{
    bool several = false;
    for (uint32_t i = 0; i < board->step_count; i++)
        several |= board->steps[i].op.thing == step->op.thing &&
                   board->steps[i].op.offset != step->op.offset;
    text[0] = '\0';
    if (several && step->op.size > 0 &&
        board->things[step->op.thing].type == THING_SHARED)
        snprintf(text, size, "+%llu ", (unsigned long long)step->op.offset);
}

static void cell(char *text, size_t size, const struct board *board,
                 struct lines *lines, const struct step *step)
{
    char what[64], where[24];
    describe(what, sizeof what, step);
    place_in(where, sizeof where, board, step);
    int line = lines_find(lines, step->op.pc, NULL);
    if (line)
        snprintf(text, size, "%d %s%s", line, where, what);
    else
        snprintf(text, size, "%s%s", where, what);
}

/* ---- the table ---- */

static bool is_told(const struct search_result *result, uint32_t step)
{
    return result->found &&
           ((!result->standing[0] && result->step[0] == step) ||
            (!result->standing[1] && result->step[1] == step));
}

/* Another task comes on although the last one could have gone on. */
static bool is_switch(const struct step *before, const struct step *step)
{
    return before && step->task != before->task &&
           (step->candidates >> before->task & 1);
}

static void print_head(FILE *to, const struct board *board, int width)
{
    fputs("        ", to);
    for (uint32_t t = 0; t < board->task_count; t++)
        fprintf(to, "%c%*s", letter((int)t), width - 1, "");
    fputc('\n', to);
}

void table_print(FILE *to, const struct board *board, struct lines *lines,
                 const struct search_result *result)
{
    int columns = board->task_count > 0 ? (int)board->task_count : 1;
    int width = (WIDTH - 8) / columns;
    bool wide = width >= NARROWEST;
    uint32_t first = board->step_count > SHOWN ? board->step_count - SHOWN : 0;
    if (wide)
        print_head(to, board, width);
    if (first > 0)
        fprintf(to, "        (%u steps before)\n", first);
    for (uint32_t i = first; i < board->step_count; i++) {
        const struct step *step = &board->steps[i];
        const struct step *before = i == 0 ? NULL : step - 1;
        char text[96];
        cell(text, sizeof text, board, lines, step);
        fprintf(to, "%c%c%5u ", is_told(result, i) ? '*' : ' ',
                is_switch(before, step) ? '>' : ' ', i + 1);
        if (wide)
            fprintf(to, "%*s%s\n", step->task * width, "", text);
        else
            fprintf(to, "%c %s\n", letter(step->task), text);
    }
}

/* ---- the verdict ---- */

/* A handler is called by nobody whom one could read. */
static void tell_caller(FILE *to, struct lines *lines, uint64_t caller,
                        int handler)
{
    const char *file;
    int line = lines_find(lines, caller, &file);
    if (handler)
        fputs(", in a handler", to);
    else if (line)
        fprintf(to, ", called in %s:%d", file, line);
    fputc('\n', to);
}

static void tell_step(FILE *to, const struct board *board, struct lines *lines,
                      uint32_t at)
{
    const struct step *step = &board->steps[at];
    const char *file;
    char what[64];
    int line = lines_find(lines, step->op.pc, &file);
    describe(what, sizeof what, step);
    fprintf(to, "  step %u: %c, %s:%d, %s", at + 1, letter(step->task), file,
            line, what);
    tell_caller(to, lines, step->op.caller, step->handler);
}

static void tell_standing(FILE *to, const struct board *board,
                          struct lines *lines, uint32_t task)
{
    const struct task *standing = &board->tasks[task];
    const char *file;
    bool crashed = standing->crashed_at != 0;
    int line = lines_find(
        lines, crashed ? standing->crashed_at : standing->op.pc, &file);
    if (crashed) {
        fprintf(to, "  %c, %s:%d\n", letter((int)task), file, line);
        return;
    }
    fprintf(to, "  %c stands in %s:%d", letter((int)task), file, line);
    tell_caller(to, lines, standing->op.caller, standing->handler);
}

static void tell_two(FILE *to, const struct board *board, struct lines *lines,
                     const struct search_result *result)
{
    for (int i = 0; i < 2; i++) {
        if (result->step[i] == UINT32_MAX)
            continue;
        if (result->standing[i])
            tell_standing(to, board, lines, result->step[i]);
        else
            tell_step(to, board, lines, result->step[i]);
    }
}

static void tell_end(FILE *to, const struct board *board)
{
    int status = board->root_status;
    if (board->result != RUN_DONE || status == 0)
        return;
    if (WIFSIGNALED(status))
        fprintf(to, "The program was ended by SIG%s.\n",
                sigabbrev_np(WTERMSIG(status)));
    else
        fprintf(to, "The program ended with status %d.\n", WEXITSTATUS(status));
}

void table_verdict(FILE *to, const struct board *board, struct lines *lines,
                   const struct search_result *result)
{
    static const char *const said[] = {
        [FOUND_ASSERTION] = "It goes wrong: between two steps that belong "
                            "together somebody else comes.",
        [FOUND_CRASH] = "It crashes.",
        [FOUND_DEADLOCK] = "Nobody can go on: each waits for something that "
                           "only another one could do.",
        [FOUND_LOST_WAKEUP] = "It sleeps for ever: the wake-up came before it "
                              "slept, and nothing remembers it.",
        [FOUND_STARVATION] = "It looks again and again at what nobody will "
                             "change.",
        [FOUND_RACE] = "A data race: two accesses to the same bytes, at least "
                       "one of them writes, and nothing orders them.",
        [FOUND_REMOVED] = "Something is used after its removal.",
        [FOUND_ENDLESS] = "It does not come to an end.",
        [FOUND_UNABLE] = "It cannot be explored.",
    };
    if (result->found == FOUND_NOTHING)
        return;
    tell_end(to, board);
    fprintf(to, "%s\n", said[result->found]);
    if (board->text[0])
        fprintf(to, "  %s\n", board->text);
    tell_two(to, board, lines, result);
}

void table_brief(FILE *to, const struct board *board, struct lines *lines,
                 const struct search_result *result)
{
    static const char *const kinds[] = {
        [FOUND_NOTHING] = "pass",
        [FOUND_ASSERTION] = "assertion",
        [FOUND_CRASH] = "crash",
        [FOUND_DEADLOCK] = "deadlock",
        [FOUND_LOST_WAKEUP] = "lost-wakeup",
        [FOUND_STARVATION] = "starvation",
        [FOUND_RACE] = "race",
        [FOUND_REMOVED] = "removed",
        [FOUND_ENDLESS] = "endless",
        [FOUND_UNABLE] = "unable",
    };
    fprintf(to, "%s %llu", kinds[result->found],
            (unsigned long long)result->runs);
    for (int i = 0; i < 2; i++) {
        uint32_t at = result->step[i];
        const struct operation *op = at == UINT32_MAX ? NULL
                                     : result->standing[i]
                                         ? &board->tasks[at].op
                                         : &board->steps[at].op;
        fprintf(to, " %d<%d", op ? lines_find(lines, op->pc, NULL) : 0,
                op ? lines_find(lines, op->caller, NULL) : 0);
    }
    fputc('\n', to);
}
