/* judge.c - what a run tells, and which two steps show it. */
#include "explore/explore.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static void tell_steps(struct search_result *result, enum finding found,
                       uint32_t a, uint32_t b)
{
    result->found = found;
    result->step[0] = a;
    result->step[1] = b;
    result->standing[0] = result->standing[1] = false;
}

/* ---- data races ---- */

static bool is_plain(const struct operation *op)
{
    return !(op->flags & STEP_ATOMIC);
}

static bool find_race(const struct board *board, struct search_result *result)
{
    struct relation relation;
    bool found = false;
    if (relation_make(&relation, board, true) == -1)
        return false;
    for (uint32_t j = 1; j < board->step_count && !found; j++)
        for (uint32_t i = 0; i < j && !found; i++) {
            const struct step *a = &board->steps[i], *b = &board->steps[j];
            if (a->task == b->task ||
                (!is_plain(&a->op) && !is_plain(&b->op)) ||
                !steps_conflict(a, b) ||
                relation_before(&relation, board, i, j))
                continue;
            tell_steps(result, FOUND_RACE, i, j);
            found = true;
        }
    relation_free(&relation);
    return found;
}

/* ---- an invariant that broke ---- */

static bool same_flow(const struct step *a, const struct step *b)
{
    return a->task == b->task && a->handler == b->handler;
}

static bool reads(const struct step *step)
{
    return step->op.flags & STEP_READS;
}

static bool writes(const struct step *step)
{
    return step->op.flags & STEP_WRITES;
}

/* It does both at once, in memory: nothing comes between. */
static bool is_whole(const struct step *step)
{
    return reads(step) && writes(step) && step->op.size > 0;
}

/* Locks keep others out; the steps on them are never what broke. */
static bool guards(const struct step *step)
{
    static const char *const names[] = { "sem", "pthread_", "wait", "flock" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(step->text, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* Between two steps of one task on the same bytes came one of another, and no
 * order of whole pairs has the same effect (Lu and others, ASPLOS 2006).
 * Looking again at the same place is what loops do. */
static bool comes_between(const struct step *first, const struct step *between,
                          const struct step *second)
{
    if (is_whole(first) && is_whole(between) && is_whole(second))
        return false;
    if (!writes(between))
        return writes(first) && writes(second);
    if (writes(second))
        return true;
    return first->op.pc != second->op.pc;
}

/* From here on only the program itself is left: all others have ended, and it
 * knows. */
static uint32_t end_of_company(const struct board *board)
{
    uint32_t all = (1u << board->task_count) - 2, joined = 0;
    for (uint32_t i = 0; i < board->step_count; i++) {
        joined |= board->steps[i].task == 0 ? board->steps[i].joined : 0;
        if ((joined & all) == all)
            return i;
    }
    return board->step_count;
}

/* A check and what others did behind it, or what others did and who saw it. */
static void tell_three(struct search_result *result, const struct board *board,
                       uint32_t a, uint32_t b, uint32_t c)
{
    bool checks = reads(&board->steps[a]) && writes(&board->steps[c]);
    tell_steps(result, FOUND_ASSERTION, checks ? a : b, checks ? b : c);
}

static bool find_first(const struct board *board, uint32_t b, uint32_t c,
                       bool check_then_act, struct search_result *result)
{
    const struct step *between = &board->steps[b], *second = &board->steps[c];
    for (uint32_t a = b; a-- > 0;) {
        const struct step *first = &board->steps[a];
        if (!same_flow(first, second) || !steps_conflict(first, between) ||
            (between->task != second->task &&
             a < board->tasks[between->task].forked_at))
            continue;
        if (!comes_between(first, between, second) ||
            (check_then_act && !(reads(first) && writes(second))))
            return false;
        tell_three(result, board, a, b, c);
        return true;
    }
    return false;
}

static bool find_three(const struct board *board, bool check_then_act,
                       struct search_result *result)
{
    for (uint32_t c = end_of_company(board); c-- > 2;)
        for (uint32_t b = c; b-- > 1;) {
            const struct step *second = &board->steps[c];
            const struct step *between = &board->steps[b];
            if (!same_flow(between, second) && !guards(second) &&
                steps_conflict(between, second) &&
                find_first(board, b, c, check_then_act, result))
                return true;
        }
    return false;
}

static bool find_broken_pair(const struct board *board,
                             struct search_result *result)
{
    return find_three(board, true, result) || find_three(board, false, result);
}

static bool find_last_pair(const struct board *board, bool whole, bool locks,
                           struct search_result *result)
{
    for (uint32_t j = end_of_company(board); j-- > 1;)
        for (uint32_t i = j; i-- > 0;) {
            const struct step *a = &board->steps[i], *b = &board->steps[j];
            if (same_flow(a, b) || !steps_depend(board, a, b) ||
                (!locks && guards(b)) || (!whole && is_whole(a) && is_whole(b)))
                continue;
            tell_steps(result, FOUND_ASSERTION, i, j);
            return true;
        }
    return false;
}

/* The last pair that depends on each other, when nothing better is known:
 * rather one whose order no lock decides. */
static void tell_last_pair(const struct board *board,
                           struct search_result *result)
{
    if (!find_last_pair(board, false, false, result) &&
        !find_last_pair(board, true, false, result) &&
        !find_last_pair(board, true, true, result))
        tell_steps(result, FOUND_ASSERTION, UINT32_MAX, UINT32_MAX);
}

/* A process that a signal has ended where it stood: the signal's step. */
static bool find_killing(const struct board *board,
                         struct search_result *result)
{
    for (uint32_t i = board->step_count; i-- > 0;) {
        const struct operation *op = &board->steps[i].op;
        const struct thing *thing = &board->things[op->thing];
        if (thing->type != THING_SIGNALS || (op->flags & STEP_HANDLER) ||
            !(op->flags & STEP_WRITES) || board->steps[i].task == thing->key ||
            !WIFSIGNALED(board->tasks[thing->key].status))
            continue;
        tell_steps(result, FOUND_CRASH, i, (uint32_t)thing->key);
        result->standing[1] = true;
        return true;
    }
    return false;
}

/* The first that stands where its own instruction ended it. */
static bool find_crash(const struct board *board, struct search_result *result)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].crashed_at) {
            tell_steps(result, FOUND_CRASH, t, UINT32_MAX);
            result->standing[0] = true;
            return true;
        }
    return false;
}

static bool has_crashed(const struct board *board)
{
    for (uint32_t t = 0; t < board->task_count; t++) {
        int status = board->tasks[t].status;
        if (WIFSIGNALED(status) && WTERMSIG(status) != SIGABRT &&
            WTERMSIG(status) != SIGKILL)
            return true;
    }
    return false;
}

static void tell_broken(const struct board *board, bool races,
                        struct search_result *result)
{
    bool crashed = has_crashed(board);
    if ((races && find_race(board, result)) ||
        (crashed && find_killing(board, result)))
        return;
    if (!find_broken_pair(board, result) &&
        !(crashed && find_crash(board, result)))
        tell_last_pair(board, result);
    if (crashed)
        result->found = FOUND_CRASH;
}

/* ---- nobody can go on ---- */

/* Who waits for an end is told only when nobody else waits. */
static bool stands(const struct board *board, uint32_t task, bool family)
{
    const struct task *standing = &board->tasks[task];
    return standing->state == TASK_WAITING &&
           (board->things[standing->op.thing].type == THING_FAMILY) == family;
}

/* Who last did something to what the task waits for: rather another one; and
 * if nobody has, what another one did last. */
static uint32_t last_on(const struct board *board, uint32_t task)
{
    struct step wanted = { .op = board->tasks[task].op, .task = (uint8_t)task };
    uint32_t others = UINT32_MAX, own = UINT32_MAX, any = UINT32_MAX;
    for (uint32_t i = board->tasks[task].forked_at; i < end_of_company(board);
         i++) {
        const struct step *step = &board->steps[i];
        bool on_it = writes(step) && steps_conflict(step, &wanted);
        if (on_it && step->task == task)
            own = i;
        else if (on_it)
            others = i;
        else if (step->task != task && step->op.size > 0)
            any = i;
    }
    return others != UINT32_MAX ? others : own != UINT32_MAX ? own : any;
}

/* Whose end of a pipe keeps it open: rather who waits for the reader. */
static bool is_stream(const struct board *board, uint32_t task)
{
    return board->things[board->tasks[task].op.thing].type == THING_STREAM;
}

static void tell_standing(const struct board *board,
                          struct search_result *result)
{
    int found = 0;
    tell_steps(result, FOUND_DEADLOCK, UINT32_MAX, UINT32_MAX);
    for (uint32_t t = 0; t < board->task_count && found < 2; t++)
        if (stands(board, t, false)) {
            if (board->tasks[t].spins)
                result->found = FOUND_STARVATION;
            result->standing[found] = true;
            result->step[found++] = t;
        }
    bool stream = found == 1 && is_stream(board, result->step[0]);
    if (found == 1 && !stream)
        result->step[1] = last_on(board, result->step[0]);
    bool families = found == 0 || stream;
    for (uint32_t t = 0; t < board->task_count && families && found < 2; t++)
        if (stands(board, t, true)) {
            result->standing[found] = true;
            result->step[found++] = t;
        }
}

/* Somebody sleeps, and was to be woken before it slept. */
static bool is_vain_wake(const struct board *board, const struct step *step,
                         const struct task *sleeper, bool before)
{
    bool signal = board->things[step->op.thing].type == THING_SIGNALS;
    return step->op.thing == sleeper->sleep_thing &&
           step->op.offset == sleeper->sleep_offset &&
           (step->op.flags & STEP_RELEASES) &&
           !(step->op.flags & STEP_HANDLER) &&
           (signal || before || step->after == 0);
}

static bool find_lost_wakeup(const struct board *board,
                             struct search_result *result)
{
    for (uint32_t t = 0; t < board->task_count; t++) {
        const struct task *task = &board->tasks[t];
        if (task->state != TASK_WAITING || !task->asleep)
            continue;
        bool before = false; /* its last step */
        for (uint32_t i = board->step_count; i-- > 0;) {
            const struct step *step = &board->steps[i];
            before = before || step->task == t;
            if (step->task == t || !is_vain_wake(board, step, task, before))
                continue;
            tell_steps(result, FOUND_LOST_WAKEUP, t, i);
            result->standing[0] = true;
            return true;
        }
    }
    return false;
}

void judge(const struct board *board, bool races, struct search_result *result)
{
    int status = board->root_status;
    switch (board->result) {
    case RUN_DONE:
        if (status != 0)
            tell_broken(board, races, result);
        else if (races)
            (void)find_race(board, result);
        break;
    case RUN_DEADLOCK:
        if (!find_lost_wakeup(board, result))
            tell_standing(board, result);
        break;
    case RUN_REMOVED: {
        uint32_t last = board->step_count - 1;
        uint32_t removal = board->removed[board->steps[last].op.thing] - 1u;
        tell_steps(result, FOUND_REMOVED, removal, last);
        break;
    }
    case RUN_ENDLESS:
    case RUN_GOING:
        tell_steps(result, FOUND_ENDLESS, UINT32_MAX, UINT32_MAX);
        break;
    case RUN_UNABLE:
        tell_steps(result, FOUND_UNABLE, UINT32_MAX, UINT32_MAX);
        break;
    case RUN_INFEASIBLE: break;
    }
}
