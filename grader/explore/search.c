/* search.c - which schedule comes next.
 *
 *   run:   0  1  2  3  4         a node for each step: who was chosen, who
 *          A  A  B  B  A         could have been, and whom to try yet
 *                └─ todo: C      ► next run: A A C, then as the policy likes
 *
 * With `reduce` a node gets something to do only where two steps depend on each
 * other and might have come in the other order (Flanagan and Godefroid, POPL
 * 2005). Under a bound on preemptions the point where the present task came on
 * is given the same to do, or orders would be missed (Coons, Musuvathi and
 * McKinley, OOPSLA 2013).
 */
#include "explore/explore.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define AFTER_RACE 2000 /* runs to find what a race may lead to */

struct node {
    uint16_t candidates, refused;
    uint16_t todo, done;
    uint8_t chosen;
    bool yields;         /* with this step the chosen one lets others come */
    uint8_t preemptions; /* before this step */
};

struct tree {
    struct node nodes[BOARD_STEPS];
    uint32_t count;
    uint8_t choices[BOARD_STEPS];
    uint16_t refusals[BOARD_STEPS];
    int bound;
    bool cut; /* something was left undone because of the bound */
    bool reduce;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- bounds ---- */

/* Another one comes on while the last could have gone on; or who has let others
 * come goes on all the same, or else it could try for ever (Musuvathi and
 * Qadeer, "Fair stateless model checking", PLDI 2008). */
static bool preempts(const struct tree *tree, uint32_t at, int choice)
{
    const struct node *last = &tree->nodes[at > 0 ? at - 1 : 0];
    uint16_t set = tree->nodes[at].candidates;
    if (at == 0)
        return false;
    if (last->yields)
        return last->chosen == choice && (set & ~(1u << choice));
    return last->chosen != choice && (set >> last->chosen & 1);
}

static bool within(struct tree *tree, uint32_t at, int choice)
{
    int count = tree->nodes[at].preemptions + preempts(tree, at, choice);
    if (tree->bound < 0 || count <= tree->bound)
        return true;
    tree->cut = true;
    return false;
}

/* ---- what a run adds ---- */

static void add_nodes(struct tree *tree, const struct board *board)
{
    for (uint32_t i = tree->count; i < board->step_count; i++) {
        const struct step *step = &board->steps[i];
        struct node *node = &tree->nodes[i];
        uint16_t chosen = (uint16_t)(1u << step->task);
        *node = (struct node){ .candidates = step->candidates | chosen,
                               .refused = step->refused,
                               .chosen = step->task,
                               .yields = step->op.flags & STEP_YIELDS,
                               .done = chosen };
        node->todo = tree->reduce ? chosen : node->candidates;
        if (i > 0)
            node->preemptions =
                (uint8_t)(tree->nodes[i - 1].preemptions +
                          preempts(tree, i - 1, tree->nodes[i - 1].chosen));
    }
    tree->count = board->step_count;
}

static void want(struct tree *tree, uint32_t at, int task)
{
    struct node *node = &tree->nodes[at];
    if (node->candidates >> task & 1)
        node->todo |= (uint16_t)(1u << task);
    else
        node->todo |= node->candidates;
}

static void want_other_order(struct tree *tree, uint32_t at, int task)
{
    want(tree, at, task);
    if (tree->bound < 0)
        return;
    const struct node *nodes = tree->nodes;
    uint8_t present = nodes[at].chosen;
    while (at > 0 && nodes[at - 1].chosen == present)
        at--;
    want(tree, at, task);
}

/* `step` of a task could have come before earlier ones: those that depend on
 * it and that its task did not have to wait for. `before` is the task's step
 * before this one, `end` where to look from. */
static void find_other_orders(struct tree *tree, const struct board *board,
                              const struct relation *relation,
                              const struct step *step, uint32_t before,
                              uint32_t end)
{
    bool first = true;
    for (uint32_t j = end; j-- > 0;) {
        const struct step *other = &board->steps[j];
        if (other->task == step->task || !steps_depend(board, other, step) ||
            (before != UINT32_MAX &&
             relation_before(relation, board, j, before)))
            continue;
        if (first || (tree->nodes[j].candidates >> step->task & 1))
            want_other_order(tree, j, step->task);
        first = false;
    }
}

static uint32_t born_after(const struct board *board, int task)
{
    int parent = board->tasks[task].parent;
    uint32_t end = board->tasks[task].forked_at;
    while (parent >= 0 && end-- > 0)
        if (board->steps[end].task == parent)
            return end;
    return UINT32_MAX;
}

static int reduce(struct tree *tree, const struct board *board)
{
    struct relation relation;
    uint32_t last[BOARD_TASKS];
    if (relation_make(&relation, board, false) == -1)
        return -1;
    for (uint32_t t = 0; t < board->task_count; t++)
        last[t] = born_after(board, (int)t);
    for (uint32_t i = 0; i < board->step_count; i++) {
        const struct step *step = &board->steps[i];
        find_other_orders(tree, board, &relation, step, last[step->task], i);
        last[step->task] = i;
    }
    for (uint32_t t = 0; t < board->task_count; t++) {
        const struct task *task = &board->tasks[t];
        if (task->state != TASK_WAITING && task->state != TASK_READY)
            continue;
        struct step next = { .op = task->op, .task = (uint8_t)t };
        find_other_orders(tree, board, &relation, &next, last[t],
                          board->step_count);
    }
    relation_free(&relation);
    return 0;
}

/* The schedule wanted somebody who could not go on there. */
static void forget_choice(struct tree *tree)
{
    struct node *node = &tree->nodes[tree->count - 1];
    node->candidates &= (uint16_t) ~(1u << node->chosen);
    node->todo |= node->candidates;
}

/* The deepest step at which something is left to try. False: nothing is. */
static bool next_schedule(struct tree *tree)
{
    while (tree->count > 0) {
        uint32_t at = tree->count - 1;
        struct node *node = &tree->nodes[at];
        for (int t = 0; t < BOARD_TASKS; t++) {
            uint16_t bit = (uint16_t)(1u << t);
            if (!(node->todo & node->candidates & ~node->done & bit) ||
                !within(tree, at, t))
                continue;
            node->done |= bit;
            node->chosen = (uint8_t)t;
            return true;
        }
        tree->count--;
    }
    return false;
}

/* ---- the search ---- */

static int run_next(struct server *server, struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        tree->choices[i] = tree->nodes[i].chosen;
        tree->refusals[i] = tree->nodes[i].refused;
    }
    return server_run(server, tree->choices, tree->refusals, tree->count);
}

void search_keep(const struct board *board, struct search_result *result)
{
    result->count = board->step_count;
    for (uint32_t i = 0; i < board->step_count; i++)
        result->choices[i] = board->steps[i].task;
}

/* 1: go on, 0: this bound is done, -1: errno. */
static int try_one(struct server *server, struct tree *tree,
                   const struct search_options *options,
                   struct search_result *result, struct search_result *race)
{
    struct board *board = server_board(server);
    int end = run_next(server, tree);
    if (end == -1)
        return -1;
    if (end == RUN_INFEASIBLE) {
        forget_choice(tree);
        return next_schedule(tree);
    }
    result->runs++;
    result->bound_runs++;
    if (options->each)
        options->each(server, options->told);
    if (!options->blind)
        judge(board,
              options->races &&
                  (race->found == FOUND_NOTHING || board->root_status != 0),
              result);
    if (result->found != FOUND_NOTHING) {
        search_keep(board, result);
        if (board->result != RUN_DONE || board->root_status != 0)
            return 0;
        *race = *result;
        result->found = FOUND_NOTHING;
    }
    if (race->found && result->runs > race->runs + AFTER_RACE)
        return 0;
    add_nodes(tree, board);
    if (tree->reduce && reduce(tree, board) == -1)
        return -1;
    return next_schedule(tree);
}

/* Only a race was found, no run in which it did harm: it is run again. */
static int show_race(struct server *server, const struct search_result *race,
                     struct search_result *result)
{
    *result = *race;
    return server_run(server, race->choices, NULL, race->count) == -1 ? -1 : 0;
}

int search(struct server *server, const struct search_options *options,
           struct search_result *result)
{
    struct tree *tree = malloc(sizeof *tree);
    struct search_result *race = calloc(1, sizeof *race);
    int64_t end_ms = now_ms() + options->limit_ms;
    int more = -1;
    if (!tree || !race)
        goto fail;
    memset(result, 0, sizeof *result);
    for (int bound = options->bound < 0 ? -1 : 0; bound <= options->bound;
         bound++) {
        result->bound = bound;
        result->bound_runs = 0;
        *tree = (struct tree){ .bound = bound, .reduce = options->reduce };
        do
            more = try_one(server, tree, options, result, race);
        while (more == 1 &&
               (!options->limit || result->runs < options->limit) &&
               (!options->limit_ms || now_ms() < end_ms));
        bool finished =
            more == 0 && result->found == FOUND_NOTHING &&
            !(race->found && result->runs > race->runs + AFTER_RACE);
        if (finished && !tree->cut) /* so a larger bound changes nothing */
            result->bound = -1;
        result->all = finished && race->found == FOUND_NOTHING;
        if (!finished || !tree->cut)
            break;
    }
    if (more != -1 && race->found && result->found == FOUND_NOTHING &&
        show_race(server, race, result) == -1)
        more = -1;
fail:
    free(tree);
    free(race);
    return more == -1 ? -1 : 0;
}
