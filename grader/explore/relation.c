/* relation.c - which steps could not have come in another order.
 *
 *   A1 ─► A2 ─────► A3        each step has a clock: of every task the newest
 *          \release            step that surely comes before it
 *           ► B1 ─► B2
 */
#include "explore/explore.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool overlap(const struct operation *a, const struct operation *b)
{
    if (a->thing != b->thing || a->thing == 0)
        return false;
    if (a->size == 0 || b->size == 0)
        return true;
    return a->offset < b->offset + b->size && b->offset < a->offset + a->size;
}

static bool conflict(const struct operation *a, const struct operation *b)
{
    return ((a->flags | b->flags) & STEP_WRITES) && overlap(a, b);
}

/* A signal may come before or behind any step of its task. */
static bool comes_to(const struct board *board, const struct operation *signal,
                     const struct step *to)
{
    const struct thing *thing = &board->things[signal->thing];
    return thing->type == THING_SIGNALS && (signal->flags & STEP_WRITES) &&
           !(signal->flags & STEP_HANDLER) &&
           board->tasks[to->task].process == (int)thing->key;
}

bool steps_conflict(const struct step *a, const struct step *b)
{
    return conflict(&a->op, &b->op) ||
           (a->has_also && conflict(&a->also, &b->op)) ||
           (b->has_also && conflict(&a->op, &b->also)) ||
           (a->has_also && b->has_also && conflict(&a->also, &b->also));
}

bool steps_depend(const struct board *board, const struct step *a,
                  const struct step *b)
{
    return comes_to(board, &a->op, b) || comes_to(board, &b->op, a) ||
           steps_conflict(a, b);
}

static bool hands_over(const struct operation *from, const struct operation *to)
{
    return (from->flags & STEP_RELEASES) && (to->flags & STEP_ACQUIRES) &&
           overlap(from, to);
}

static bool synchronise(const struct step *from, const struct step *to)
{
    return hands_over(&from->op, &to->op) ||
           (from->has_also && hands_over(&from->also, &to->op)) ||
           (to->has_also && hands_over(&from->op, &to->also));
}

/* An end gives back what its task had taken and kept: a robust mutex, an undo,
 * a lock on a file, the ends of pipes. */
static bool end_gives(const struct board *board, uint32_t end,
                      const struct step *to)
{
    const struct step *from = &board->steps[end];
    if (!(from->op.flags & STEP_ENDS))
        return false;
    for (uint32_t i = 0; i < end; i++)
        if (board->steps[i].task == from->task &&
            (board->steps[i].op.flags & STEP_ATOMIC) &&
            steps_depend(board, &board->steps[i], to))
            return true;
    return false;
}

static void join(uint32_t *clock, const uint32_t *other)
{
    for (int t = 0; t < BOARD_TASKS; t++)
        if (other[t] > clock[t])
            clock[t] = other[t];
}

/* The last step of a task before step `end`; UINT32_MAX: none. */
static uint32_t last_of(const struct board *board, int task, uint32_t end)
{
    while (end-- > 0)
        if (board->steps[end].task == task)
            return end;
    return UINT32_MAX;
}

static void begin_clock(struct relation *relation, const struct board *board,
                        uint32_t i)
{
    uint32_t *clock = relation->clocks[i];
    int task = board->steps[i].task;
    uint32_t before = last_of(board, task, i);
    memset(clock, 0, sizeof *relation->clocks);
    if (before == UINT32_MAX && board->tasks[task].parent >= 0)
        before = last_of(board, board->tasks[task].parent,
                         board->tasks[task].forked_at);
    if (before != UINT32_MAX)
        join(clock, relation->clocks[before]);
    for (int t = 0; t < BOARD_TASKS; t++) {
        uint32_t end =
            board->steps[i].joined >> t & 1 ? last_of(board, t, i) : UINT32_MAX;
        if (end != UINT32_MAX)
            join(clock, relation->clocks[end]);
    }
}

int relation_make(struct relation *relation, const struct board *board,
                  bool races)
{
    relation->clocks =
        malloc((board->step_count + 1) * sizeof *relation->clocks);
    if (!relation->clocks)
        return -1;
    for (uint32_t i = 0; i < board->step_count; i++) {
        uint32_t *clock = relation->clocks[i];
        const struct step *step = &board->steps[i];
        begin_clock(relation, board, i);
        for (uint32_t j = i; j-- > 0;) {
            const struct step *other = &board->steps[j];
            if (clock[other->task] > j)
                continue; /* known already */
            if ((races ? synchronise(other, step)
                       : steps_depend(board, other, step)) ||
                end_gives(board, j, step))
                join(clock, relation->clocks[j]);
        }
        clock[step->task] = i + 1;
    }
    return 0;
}

bool relation_before(const struct relation *relation, const struct board *board,
                     uint32_t a, uint32_t b)
{
    return relation->clocks[b][board->steps[a].task] > a;
}

void relation_free(struct relation *relation)
{
    free(relation->clocks);
    relation->clocks = NULL;
}
