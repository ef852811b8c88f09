/* chance.c - schedules by chance, where there are too many to run them all.
 *
 *   seed ─► an order of precedence among the tasks ─┐
 *      └──► a few steps at which it changes ────────┴─► one run
 *
 * The first in the order runs as long as it can; at each of the steps who runs
 * becomes the last. A mistake that needs n changes at the right steps of k, among
 * t tasks, is met with a probability of at least 1 / (t * k^n) in each run
 * (Burckhardt and others, "A randomized scheduler with probabilistic guarantees
 * of finding bugs", ASPLOS 2010).
 */
#include "explore/chance.h"

#include <string.h>

/* splitmix64: Steele and others, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014. */
uint64_t chance_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint32_t below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)(chance_next(state) % limit);
}

/* `steps`: how long a run may be. */
static struct luck draw(uint64_t *state, uint32_t steps)
{
    struct luck luck = { .drawn = true };
    for (uint32_t t = 0; t < BOARD_TASKS; t++) {
        uint32_t other = below(state, t + 1);
        luck.precedence[t] = luck.precedence[other];
        luck.precedence[other] = (uint8_t)(BOARD_CHANGES + 1 + t);
    }
    for (uint32_t i = 0; i < BOARD_CHANGES; i++)
        luck.changes[i] = 1 + below(state, steps);
    return luck;
}

int search_by_chance(struct server *server, uint64_t runs, uint64_t seed,
                     bool races, struct search_result *result)
{
    const struct board *board = server_board(server);
    uint64_t state = seed;
    uint32_t steps = 1;
    for (uint64_t i = 0; i < runs && result->found == FOUND_NOTHING; i++) {
        struct luck luck = draw(&state, steps);
        if (server_run_by_luck(server, &luck) == -1)
            return -1;
        steps = board->step_count > steps ? board->step_count : steps;
        result->runs++;
        judge(board, races, result);
    }
    if (result->found != FOUND_NOTHING)
        search_keep(board, result);
    return 0;
}
