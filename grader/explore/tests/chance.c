/* chance.c - what lies beyond the bounds is met by chance, and can be met again. */
#include "explore/chance.h"
#include "explore/tests/room.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define CHANCES 4000

TestSuite(chance, .timeout = 600);

static void try(struct server *server, uint64_t seed,
                struct search_result *result)
{
    *result = (struct search_result){ .found = FOUND_NOTHING };
    cr_assert_eq(search_by_chance(server, CHANCES, seed, true, result), 0);
}

/* Five changes of turns: all with three pass, and a few of those by chance do
 * not. The choices of such a run are a schedule as any other. */
Test(chance, finds_what_is_too_deep)
{
    struct room room;
    struct search_options options = { .bound = 3, .reduce = true };
    struct search_result *result = calloc(1, sizeof *result);
    struct search_result *again = calloc(1, sizeof *again);
    cr_assert(result && again);
    room_build(&room, "grader/explore/corpus/deep.c", NULL);
    struct server *server = room_start(&room);
    cr_assert_eq(search(server, &options, result), 0);
    cr_assert(result->all && result->bound == 3);
    cr_assert_eq(result->found, FOUND_NOTHING);

    try(server, 1, result);
    try(server, 1, again);
    cr_assert_eq(result->found, FOUND_ASSERTION);
    cr_assert_eq(result->runs, again->runs, "the same seed, another run");
    cr_assert_eq(server_run(server, result->choices, NULL, result->count),
                 RUN_DONE);
    cr_assert_neq(server_board(server)->root_status, 0);
    server_stop(server);
    room_remove(&room);
    free(result);
    free(again);
}
