/* model.c - every order of a sketch's steps, one after the other.
 *
 *   state ─ who can take a step? ─► a state for each ─► ... ─► an end
 *
 * States that were seen are not gone through again, which changes no end.
 */
#include "explore/tests/sketch.h"

#include <stdlib.h>
#include <string.h>

#define STATES (1u << 18) /* slots of the table; far more than there are */

/* Bytes only, so that equal states are equal in memory. */
struct state {
    int8_t at[SKETCH_PROCESSES];   /* the next action; length: its end */
    int8_t half[SKETCH_PROCESSES]; /* ADD has loaded */
    int8_t kept[SKETCH_PROCESSES]; /* ... this */
    int8_t ended[SKETCH_PROCESSES];
    int8_t steps[SKETCH_PROCESSES];
    int8_t r[SKETCH_PROCESSES];
    int8_t words[SKETCH_THINGS], semaphores[SKETCH_THINGS];
    int8_t last, preemptions;
};

struct walk {
    const struct sketch *sketch;
    int bound;
    struct ends *ends;
    struct state *seen; /* last is -2 where a slot is empty */
};

/* ---- ends ---- */

bool ends_have(const struct ends *ends, const char *text)
{
    for (size_t i = 0; i < ends->count; i++)
        if (strcmp(ends->texts[i], text) == 0)
            return true;
    return false;
}

void ends_add(struct ends *ends, const char *text)
{
    if (ends_have(ends, text))
        return;
    if (ends->count == ends->room) {
        ends->room = ends->room ? 2 * ends->room : 16;
        ends->texts = realloc(ends->texts, ends->room * sizeof *ends->texts);
        if (!ends->texts)
            abort();
    }
    snprintf(ends->texts[ends->count++], SKETCH_END, "%s", text);
}

void ends_free(struct ends *ends)
{
    free(ends->texts);
    *ends = (struct ends){ 0 };
}

static bool has_ended(const struct walk *walk, const struct state *state, int p)
{
    return state->at[p] == walk->sketch->lengths[p];
}

static void tell_end(const struct walk *walk, const struct state *state)
{
    char text[SKETCH_END];
    int processes = walk->sketch->processes, length;
    bool stuck = false;
    for (int p = 0; p < processes; p++)
        stuck |= !has_ended(walk, state, p);
    length = stuck ? snprintf(text, sizeof text, "stuck")
                   : snprintf(text, sizeof text, "%d %d r", state->words[0],
                              state->words[1]);
    for (int p = 0; p < processes; p++)
        length += snprintf(text + length, sizeof text - (size_t)length, " %d",
                           stuck ? state->steps[p] : state->r[p]);
    ends_add(walk->ends, text);
}

/* ---- steps ---- */

static bool can_step(const struct walk *walk, const struct state *state, int p)
{
    if (p < 0 || has_ended(walk, state, p))
        return false;
    const struct action *action = &walk->sketch->actions[p][state->at[p]];
    return action->kind != WAIT || state->semaphores[action->thing] > 0;
}

static void act(struct state *state, int p, const struct action *action)
{
    int8_t *word = &state->words[action->thing];
    int8_t value = (int8_t)action->value;
    switch (action->kind) {
    case LOAD: state->r[p] = *word; break;
    case STORE: *word = (int8_t)(state->r[p] + value); break;
    case ADD:
        if (state->half[p])
            *word = (int8_t)(state->kept[p] + value);
        else
            state->kept[p] = *word;
        state->half[p] = !state->half[p];
        break;
    case ADD_ONCE: *word = (int8_t)(*word + value); break;
    case WAIT: state->semaphores[action->thing]--; break;
    case POST: state->semaphores[action->thing]++; break;
    case ACTION_KINDS: break;
    }
    if (!state->half[p]) {
        state->kept[p] = 0;
        state->at[p]++;
    }
}

static void take_step(const struct walk *walk, struct state *state, int p)
{
    if (state->last != p && can_step(walk, state, state->last))
        state->preemptions++;
    if (walk->bound < 0)
        state->preemptions = 0;
    state->last = (int8_t)p;
    state->steps[p]++;
    act(state, p, &walk->sketch->actions[p][state->at[p]]);
}

/* ---- all of them ---- */

/* True if it was there; else it is from now on. */
static bool seen_before(const struct walk *walk, const struct state *state)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < sizeof *state; i++)
        hash = (hash ^ ((const uint8_t *)state)[i]) * 16777619u;
    for (uint32_t i = hash % STATES, tried = 0;; i = (i + 1) % STATES) {
        if (memcmp(&walk->seen[i], state, sizeof *state) == 0)
            return true;
        if (walk->seen[i].last == -2) {
            walk->seen[i] = *state;
            return false;
        }
        if (++tried == STATES)
            abort();
    }
}

static void go_through(const struct walk *walk, const struct state *state)
{
    bool stands = true;
    if (seen_before(walk, state))
        return;
    for (int p = 0; p < walk->sketch->processes; p++) {
        if (!can_step(walk, state, p))
            continue;
        struct state next = *state;
        stands = false;
        take_step(walk, &next, p);
        if (walk->bound < 0 || next.preemptions <= walk->bound)
            go_through(walk, &next);
    }
    if (stands)
        tell_end(walk, state);
}

void sketch_ends(const struct sketch *sketch, int bound, struct ends *ends)
{
    struct walk walk = { sketch, bound, ends,
                         malloc(STATES * sizeof *walk.seen) };
    struct state first = { .last = -1 };
    if (!walk.seen)
        abort();
    for (uint32_t i = 0; i < STATES; i++)
        walk.seen[i].last = -2;
    for (int i = 0; i < SKETCH_THINGS; i++)
        first.semaphores[i] = (int8_t)sketch->semaphores[i];
    go_through(&walk, &first);
    free(walk.seen);
}
