/* 05-semaphores-order.c - what lab 05 demands of 5.4 to 5.6: who may be where
 * together with whom, and who must not be kept waiting.
 *
 * Processes come one after the other; the first stays inside until all have come
 * to rest. Or one is held just before it waits for a semaphore, while the others
 * go on as far as they can.
 */
#include <criterion/criterion.h>

#include "harness/check.h"
#include "harness/semaphores.h"

/* Everybody takes and gives back here: if nobody has ever been inside, one of the
 * semaphores began with 0. */
static bool explain(struct check *check, const struct run *run)
{
    struct standstill found;
    standstill_find(run, false, &found);
    if (found.unused.file && crowd_count(run, -1, "in") == 0 &&
        run->cause.kind != CAUSE_OWN_COPY && found.kind != STANDSTILL_CIRCLE)
        return semaphore_stuck(check, run, "PSEM-10", found.unused,
                               "nobody ever gets it",
                               "nobody has ever got this semaphore, and nobody "
                               "has posted it: it began with 0");
    return semaphore_explain(check, run);
}

static const struct setting shared = {
    .roles = true,
    .explain = explain,
    .busy = "RACE-10",
    .computing = "RACE-10",
};

static const struct crowd inside = { .enter = "in", .leave = "out" };

static void check_all_came(struct check *check, int times)
{
    int count = check->failed ? times : crowd_count(check->run, -1, "out");
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    check_that(
        check, count == times, "OUT", NOWHERE, "not everybody was inside",
        text_of("%d times somebody was inside; right is %d", count, times),
        NULL);
}

/* The line that let `who` in: its last use of a semaphore before that. */
static struct place place_let_in(const struct run *run, int who)
{
    struct before before = use_before(run, who, "in", 1);
    return before.used.file ? before.used : crowd_place(run, who, "in");
}

static void check_alone(struct check *check, const char *cause)
{
    const struct run *run = check->run;
    int who;
    if (!check->failed && crowd_most(run, &inside, 1, &who) > 1)
        check_that(check, false, "RACE-01", place_let_in(run, who),
                   "two who must not be in together",
                   text_of("process %d came in while another was inside", who),
                   text_of("%s", cause));
}

static void check_together(struct check *check, const char *cause)
{
    const struct run *run = check->run;
    if (!check->failed)
        check_that(check, crowd_most(run, &inside, 2, NULL) >= 2, "OUT",
                   place_of_sleep(run, semaphore_pid(run, 2)),
                   "kept out without need",
                   text_of("process 2 waited until process 1 had left"),
                   text_of("%s", cause));
}

/* ---- 5.4 readers and writers ---- */

/* `first` comes in before `second`. */
static void check_before(struct check *check, int first, int second,
                         const char *cause)
{
    const struct run *run = check->run;
    if (check->failed)
        return;
    check_that(check,
               crowd_position(run, first, "in", 1) <
                   crowd_position(run, second, "in", 1),
               "OUT", place_let_in(run, second), "kept waiting",
               text_of("process %d waited, process %d came later, and got in "
                       "first",
                       first, second),
               text_of("%s", cause));
}

Test(ex_5_4, together)
{
    struct check *check = check_begin("5.4", "together", &shared);
    struct scene scene = {
        .arguments = { "-vi", "5.4", "r", "r" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
    check_together(check, "both are readers: they disturb nobody");
    check_all_came(check, 2);
    cr_assert(check_end(check));
}

static const char disturbed[] =
    "a writer is alone in the room: a reader, and another writer, must wait "
    "until it has left, and it must wait until all have left";

Test(ex_5_4, alone)
{
    struct check *check = check_begin("5.4", "alone", &shared);
    static const char *const second[] = { "w", "r" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = {
            .arguments = { "-vi", "5.4", "w", second[i] },
            .moves = { HOLD_INSIDE(1, 1) },
            NEXT_COMES(NEXT),
        };
        check_play(check, &scene);
        check_alone(check, disturbed);
        check_all_came(check, 2);
    }
    struct scene scene = {
        .arguments = { "-vi", "5.4", "r", "r", "w" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT, NEXT),
    };
    const struct run *run = check_play(check, &scene);
    if (!check->failed)
        check_that(
            check,
            crowd_position(run, 1, "out", 1) < crowd_position(run, 3, "in", 1),
            "RACE-01", place_let_in(run, 3), "two who must not be in together",
            text_of("two readers were inside; one has left, and a "
                    "writer came in to the other"),
            text_of("%s", disturbed));
    check_all_came(check, 3);
    cr_assert(check_end(check));
}

Test(ex_5_4, writers_turn)
{
    struct check *check = check_begin("5.4", "writers_turn", &shared);
    struct scene scene = {
        .arguments = { "-vi", "5.4", "r", "w", "r" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT, NEXT),
    };
    check_play(check, &scene);
    check_before(check, 2, 3,
                 "a writer waits while readers keep coming in: as long as "
                 "they do, it waits for ever");
    check_all_came(check, 3);
    cr_assert(check_end(check));
}

/* The last writer is held when it has come past the door, so that it does not
 * snatch the room from a reader who has just been woken. */
Test(ex_5_4, readers_turn)
{
    struct check *check = check_begin("5.4", "readers_turn", &shared);
    struct scene scene = {
        .arguments = { "-vi", "5.4", "w", "r", "w", "w" },
        .moves = { HOLD_INSIDE(1, 1), HOLD_WAIT(4, 2) },
        NEXT_COMES(NEXT, NEXT, NEXT),
    };
    check_play(check, &scene);
    check_alone(check, disturbed);
    check_before(check, 2, 4,
                 "a reader waits while writers keep coming in: as long as they "
                 "do, it waits for ever");
    check_all_came(check, 4);
    cr_assert(check_end(check));
}

/* ---- 5.5 dining philosophers ---- */

/* Two guests, of whom the first stays at the table until the second has come. */
static void seat_two(struct check *check, const char *option, const char *first,
                     const char *second)
{
    struct scene scene = {
        .arguments = { option, "5.5", "5", "1", first, second },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
}

Test(ex_5_5, neighbours)
{
    struct check *check = check_begin("5.5", "neighbours", &shared);
    static const char *const seats[][2] = { { "0", "1" }, { "0", "4" } };
    for (int i = 0; i < 2; i++) {
        seat_two(check, "-vi", seats[i][0], seats[i][1]);
        check_alone(check, "they are neighbours, and both need the fork that "
                           "lies between them");
        check_all_came(check, 2);
    }
    cr_assert(check_end(check));
}

Test(ex_5_5, far_apart)
{
    struct check *check = check_begin("5.5", "far_apart", &shared);
    seat_two(check, "-vi", "0", "2");
    check_together(check, "their seats are not side by side, and no fork is "
                          "needed by both");
    check_all_came(check, 2);
    cr_assert(check_end(check));
}

/* Each is held when it is about to wait for its second fork, and then once more
 * with one semaphore before those. */
Test(ex_5_5, no_circle)
{
    struct check *check = check_begin("5.5", "no_circle", &shared);
    for (int nth = 2; nth <= 3; nth++) {
        struct scene scene = {
            .arguments = { "-v", "5.5", "3", "1" },
            .moves = { HOLD_WAIT(1, nth), HOLD_WAIT(2, nth),
                       HOLD_WAIT(3, nth) },
        };
        check_play(check, &scene);
        check_all_came(check, 3);
    }
    cr_assert(check_end(check));
}

Test(ex_5_5, fails)
{
    struct check *check = check_begin("5.5", "fails", &shared);
    seat_two(check, "-vie", "0", "1");
    check_result(check, "ate", "-1 EDOM", "RESULT", NOWHERE,
                 "the result, and errno, are those of eat");
    check_result(check, "failed", "2", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 5.6 a barrier ---- */

/* Tells of the first round in which somebody went before all had come. */
static bool tell_early(struct check *check, const struct run *run)
{
    int processes = run_child_count(run);
    int rounds = 0;
    for (int who = 1; who <= processes; who++)
        if (crowd_count(run, who, "goes") > rounds)
            rounds = crowd_count(run, who, "goes");
    for (int round = 1; round <= rounds; round++) {
        long last = 0, first = -1;
        int fast = 0;
        for (int who = 1; who <= processes; who++) {
            long comes = crowd_position(run, who, "comes", round);
            long goes = crowd_position(run, who, "goes", round);
            if (comes == -1 || comes > last)
                last = comes == -1 ? (long)run->output_length : comes;
            if (goes != -1 && (first == -1 || goes < first)) {
                first = goes;
                fast = who;
            }
        }
        if (first == -1 || last < first)
            continue;
        struct before before = use_before(run, fast, "goes", round);
        bool open = before.open && before.made.file;
        check_that(check, false, open ? "PSEM-10" : "OUT",
                   open ? before.made : before.used, "a round too early",
                   text_of("in round %d a process went on before all had come "
                           "for that round",
                           round),
                   text_of("%s", open ? "it waited, and had not to: the "
                                        "semaphore did not begin with 0"
                                      : "the permit with which it went on was "
                                        "not meant for it, or not yet"));
        return true;
    }
    return false;
}

static bool explain_barrier(struct check *check, const struct run *run)
{
    struct standstill found;
    if (tell_early(check, run))
        return true;
    standstill_find(run, false, &found);
    if (found.kind == STANDSTILL_KEEPS || run->cause.kind == CAUSE_OWN_COPY ||
        (found.kind == STANDSTILL_FROM_THE_START && found.waits == 1))
        return semaphore_explain(check, run);
    return semaphore_stuck(check, run, "PSEM-05", found.behind, "not woken",
                           "all have come, or have gone on, and nobody is left "
                           "who would wake this one: a post is missing");
}

static const struct setting barrier = {
    .roles = true,
    .explain = explain_barrier,
    .busy = "RACE-10",
    .computing = "RACE-10",
};

/* In each round all come before the first one goes. */
static void check_rounds(struct check *check, int processes, int rounds)
{
    const struct run *run = check->run;
    if (check->failed || tell_early(check, run))
        return;
    check_that(check, crowd_count(run, -1, "goes") == processes * rounds, "OUT",
               NOWHERE, "not everybody went on",
               text_of("%d times somebody went on; right is %d",
                       crowd_count(run, -1, "goes"), processes * rounds),
               NULL);
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
}

/* The first one stands before the barrier when the others have come. */
Test(ex_5_6, all_or_nobody)
{
    struct check *check = check_begin("5.6", "all_or_nobody", &barrier);
    struct scene scene = {
        .arguments = { "-vi", "5.6", "3", "1" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT, NEXT),
    };
    check_play(check, &scene);
    check_rounds(check, 3, 1);
    cr_assert(check_end(check));
}

/* The first one is held just before the first gate, while two others go through
 * and come back. */
Test(ex_5_6, again)
{
    struct check *check = check_begin("5.6", "again", &barrier);
    struct scene scene = {
        .arguments = { "-vi", "5.6", "3", "2" },
        .moves = { HOLD_WAIT(1, 2) },
        NEXT_COMES(NEXT, NEXT),
    };
    check_play(check, &scene);
    check_rounds(check, 3, 2);
    struct scene alone = { .arguments = { "-v", "5.6", "1", "2" } };
    check_play(check, &alone);
    check_rounds(check, 1, 2);
    cr_assert(check_end(check));
}

/* The first one is held just before its nth wait. */
Test(ex_5_6, slow_one)
{
    struct check *check = check_begin("5.6", "slow_one", &barrier);
    for (int nth = 2; nth <= 4; nth += 2) {
        struct scene scene = {
            .arguments = { "-vi", "5.6", "2", "3" },
            .moves = { HOLD_WAIT(1, nth) },
            NEXT_COMES(NEXT),
        };
        check_play(check, &scene);
        check_rounds(check, 2, 3);
    }
    cr_assert(check_end(check));
}
