/* 04-shared-memory-rings.c - what lab 04 demands of 4.6 to 4.8: memory that two
 * processes change at the same time. No byte is lost or doubled in a ring, who
 * has nothing to do in it sleeps, and a table survives the death of its owner.
 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/moments.h"
#include "tests/04-shared-memory.h"

/* ---- 4.6 a ring ---- */

static void demand_ring(struct check *check, struct scene *scene,
                        const char *total)
{
    struct run *run = check_play(check, scene);
    const char *wrong = run_result(run, "wrong");
    char *happened = text_of("the reader got another byte than the writer put "
                             "in, %s",
                             wrong ? wrong : "?");
    check_that(check, !wrong, "OUT", NOWHERE, "a byte was lost or doubled",
               happened,
               text_of("the bytes first, then head behind them; and a place "
                       "is free only when tail has gone past it"));
    check_result(check, "right", total, "RESULT", NOWHERE, NULL);
}

static void demand_small_rings(struct check *check, const char *exercise)
{
    struct scene scene = { .arguments = { exercise, "100", "33", "5000" } };
    demand_ring(check, &scene, "5000");
    struct scene one = { .arguments = { exercise, "1", "3", "50" } };
    demand_ring(check, &one, "50");
}

Test(ex_4_6, through_a_small_ring)
{
    struct check *check =
        check_begin("4.6", "through_a_small_ring", &memory_plain);
    demand_small_rings(check, "4.6");
    cr_assert(check_end(check));
}

/* The writer comes first and fills it; the reader comes first and finds
 * none. */
Test(ex_4_6, full_and_empty)
{
    struct check *check = check_begin("4.6", "full_and_empty", &memory_plain);
    struct scene large = { .arguments = { "4.6", "4096", "4096", "40960" } };
    demand_ring(check, &large, "40960");
    struct scene none = { .arguments = { "4.6", "10", "10", "0" } };
    demand_ring(check, &none, "0");
    cr_assert(check_end(check));
}

/* ---- 4.7 a ring that sleeps ---- */

static const struct setting sleeping = {
    .roles = true,
    .computing = "PSHM-09",
    .busy = "PSHM-09",
};

Test(ex_4_7, through_a_small_ring)
{
    struct check *check = check_begin("4.7", "through_a_small_ring", &sleeping);
    demand_small_rings(check, "4.7");
    cr_assert(check_end(check));
}

/* Child n does not begin until all others sleep. */
static void demand_sleep(struct check *check, int child)
{
    struct scene scene = {
        .arguments = { "4.7", "100", "33", "5000" },
        .moves = { HOLD_AT(child, ROLE_WRITE, OBJECT_NONE, 1) },
    };
    demand_ring(check, &scene, "5000");
}

Test(ex_4_7, writer_sleeps)
{
    struct check *check = check_begin("4.7", "writer_sleeps", &sleeping);
    demand_sleep(check, 2);
    cr_assert(check_end(check));
}

Test(ex_4_7, reader_sleeps)
{
    struct check *check = check_begin("4.7", "reader_sleeps", &sleeping);
    demand_sleep(check, 1);
    cr_assert(check_end(check));
}

/* Between its last look and its sleep the other one does all it can. */
Test(ex_4_7, wake_comes_first)
{
    struct check *check = check_begin("4.7", "wake_comes_first", &sleeping);
    for (int child = 1; child <= 2; child++)
        for (int nth = 1; nth <= 2; nth++) {
            struct scene scene = {
                .arguments = { "4.7", "100", "33", "600" },
                .moves = { HOLD_AT(child, ROLE_FUTEX, OBJECT_NONE, nth) },
            };
            demand_ring(check, &scene, "600");
        }
    cr_assert(check_end(check));
}

/* ---- 4.8 a table that survives ---- */

static const struct setting surviving = {
    .roles = true,
    .stuck = { [CAUSE_DEAD_OWNER] = "DB-09" },
};

static void demand_table(struct check *check, struct scene *scene)
{
    struct run *run = check_play(check, scene);
    const char *moved = run_result(run, "moved");
    bool dead = strstr(run->errors, "= moved -1 EOWNERDEAD") ||
                strstr(run->errors, "= moved -1 ENOTRECOVERABLE");
    check_that(check, !dead, "DB-10", NOWHERE,
               "the lock of a dead owner was not taken over",
               text_of("a move after the death of a process gave %s",
                       moved ? moved : "nothing"),
               text_of("EOWNERDEAD means: you have the lock, repair, call "
                       "pthread_mutex_consistent, go on"));
    check_result(check, "sum", "800", "DB-11", NOWHERE,
                 "a process died in the middle of a move, and what it had half "
                 "done is still there: the lock was given on, the data were "
                 "not repaired");
}

Test(ex_4_8, moves)
{
    struct check *check = check_begin("4.8", "moves", &surviving);
    struct scene scene = { .arguments = { "4.8", "3" } };
    demand_table(check, &scene);
    check_result(check, "first account", "90", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_4_8, owner_dies)
{
    struct check *check = check_begin("4.8", "owner_dies", &surviving);
    struct scene first = { .arguments = { "-k", "0", "4.8", "3" } };
    demand_table(check, &first);
    check_result(check, "first account", "100", "DB-11", NOWHERE,
                 "the move that was under way was never made");
    struct scene later = { .arguments = { "-k", "2", "4.8", "6" } };
    demand_table(check, &later);
    cr_assert(check_end(check));
}
