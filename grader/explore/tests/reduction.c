/* reduction.c - how many orders there are, and how many of them are run.
 *
 *   counted.c, K N OWN ─► all orders: as many as arithmetic says
 *                     └─► reduced: a few of them, and how few is printed
 */
#include "explore/tests/room.h"

#include <criterion/criterion.h>
#include <stdlib.h>

TestSuite(reduction, .timeout = 600);

struct counted {
    int rounds, processes, own; /* K, N, OWN */
};

static uint64_t orders(struct counted counted)
{
    uint64_t steps = 2 * (uint64_t)counted.rounds + (uint64_t)counted.own;
    uint64_t result = 1;
    /* One process after the other: where its steps may lie among the rest. */
    for (uint64_t p = 2; p <= (uint64_t)counted.processes; p++)
        for (uint64_t i = 1; i <= steps; i++)
            result = result * (steps * (p - 1) + i) / i;
    return result;
}

static uint64_t runs(struct room *room, bool reduce)
{
    struct search_options options = { .bound = -1, .reduce = reduce };
    struct search_result *result = calloc(1, sizeof *result);
    struct server *server = room_start(room);
    cr_assert(result && server);
    cr_assert_eq(search(server, &options, result), 0);
    cr_assert(result->all && result->found == FOUND_NOTHING);
    uint64_t count = result->runs;
    server_stop(server);
    free(result);
    return count;
}

Test(reduction, counts)
{
    static const struct counted programs[] = { { 1, 2, 0 }, { 1, 2, 1 },
                                               { 2, 2, 0 }, { 1, 3, 0 },
                                               { 3, 2, 0 }, { 1, 2, 4 },
                                               { 0, 3, 3 } };
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct counted counted = programs[i];
        char k[16], n[16], own[16];
        snprintf(k, sizeof k, "-DK=%d", counted.rounds);
        snprintf(n, sizeof n, "-DN=%d", counted.processes);
        snprintf(own, sizeof own, "-DOWN=%d", counted.own);
        const char *const flags[] = { k, n, own, NULL };
        struct room room;
        room_build(&room, "grader/explore/corpus/counted.c", flags);
        uint64_t all = runs(&room, false), reduced = runs(&room, true);
        room_remove(&room);
        cr_log_info("%d processes, %d steps each, %d of them alone: %llu "
                    "orders, %llu run, 1 of %.1f",
                    counted.processes, 2 * counted.rounds + counted.own,
                    counted.own, (unsigned long long)all,
                    (unsigned long long)reduced, (double)all / (double)reduced);
        cr_expect_eq(all, orders(counted));
        cr_expect(reduced <= all);
        if (counted.rounds == 0) /* whatever the order, it is the same run */
            cr_expect_eq(reduced, 1);
    }
}
