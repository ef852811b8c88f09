/* choose.c - who goes on.
 *
 *   hears of an end ─► by the schedule, as far as it goes ─► who runs goes on
 *                                                        └─► nobody can: time
 *                                                            passes, or over
 */
#include "explore/runtime/token.h"

static bool can_go(int task)
{
    return board->tasks[task].state == TASK_READY;
}

static uint16_t candidates(void)
{
    uint16_t set = 0;
    for (uint32_t t = 0; t < board->task_count; t++)
        if (can_go((int)t))
            set |= (uint16_t)(1u << t);
    return set;
}

/* When nobody can go on, time passes until the first who waits no longer. */
static bool let_time_pass(void)
{
    struct task *first = NULL;
    for (uint32_t t = 0; t < board->task_count; t++) {
        struct task *task = &board->tasks[t];
        if (task->state == TASK_WAITING && task->timed &&
            (!first || task->deadline < first->deadline))
            first = task;
    }
    if (!first)
        return false;
    if (first->deadline > board->now)
        board->now = first->deadline;
    first->expired = true;
    first->state = TASK_READY;
    return true;
}

/* Who looks at unchanged memory again and again waits like others, but may be
 * about to stop looking: it goes on when nobody else can. */
static bool let_spinner_look(void)
{
    for (uint32_t t = 0; t < board->task_count; t++) {
        struct task *task = &board->tasks[t];
        if (task->state == TASK_WAITING && task->spins && task->looks > 0) {
            task->looks--;
            task->state = TASK_READY;
            return true;
        }
    }
    return false;
}

/* Who says that others come first, and goes on as soon as it may, would try
 * again and again what only they can change. */
static bool has_yielded(void)
{
    return board->step_count > 0 &&
           board->steps[board->step_count - 1].op.flags & STEP_YIELDS;
}

/* By precedence, which changes at some steps; and who yields becomes the last. */
static int by_luck(uint16_t set)
{
    uint8_t *precedence = board->luck.precedence;
    int first = -1;
    for (int i = 0; i < BOARD_CHANGES && board->previous < BOARD_TASKS; i++)
        if (board->luck.changes[i] == board->step_count)
            precedence[board->previous] = (uint8_t)(i + 1);
    if (has_yielded())
        precedence[board->previous] = 0;
    for (int t = 0; t < BOARD_TASKS; t++)
        if ((set >> t & 1) &&
            (first == -1 || precedence[t] > precedence[first]))
            first = t;
    return first;
}

/* Who runs goes on; if it cannot or will not, the next in turn. */
static int by_policy(uint16_t set)
{
    if (board->luck.drawn)
        return by_luck(set);
    if (board->previous < BOARD_TASKS && (set >> board->previous & 1) &&
        !has_yielded())
        return (int)board->previous;
    for (uint32_t i = 1; i <= BOARD_TASKS; i++) {
        uint32_t t = (board->previous + i) % BOARD_TASKS;
        if (set >> t & 1)
            return (int)t;
    }
    return -1;
}

static bool all_ended(void)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].state != TASK_ENDED)
            return false;
    return true;
}

/* By the schedule: who found out at this step that it had to wait finds out
 * again, so that everything is as it was then. */
static int by_schedule(uint16_t set)
{
    uint32_t at = board->step_count;
    uint16_t first = set & board->refusals[at] & ~board->steps[at].refused;
    if (first)
        return __builtin_ctz(first);
    if (!(set >> board->choices[at] & 1))
        run_over(RUN_INFEASIBLE);
    return board->choices[at];
}

/* Who waits for an end looks whether it was this one, and goes on to its next
 * operation: that is no step, for nobody can tell when it happens. */
static int hears_of_end(void)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].end_news) {
            board->tasks[t].end_news = false;
            return (int)t;
        }
    return -1;
}

int token_choose(void)
{
    int hearer = hears_of_end();
    if (hearer != -1)
        return hearer;
    if (board->step_count >= BOARD_STEPS - 1)
        run_over(RUN_ENDLESS);
    struct step *step = &board->steps[board->step_count];
    uint16_t set = candidates();
    while (set == 0) {
        if (all_ended())
            run_over(RUN_DONE);
        if (!let_time_pass() && !let_spinner_look())
            run_over(RUN_DEADLOCK);
        set = candidates();
    }
    step->candidates |= set;
    return board->step_count < board->choice_count ? by_schedule(set)
                                                   : by_policy(set);
}
