/* 06-race-conditions.c - what lab 06 demands: break it, name it, mend it. */
#include "tests/06-race-conditions.h"

#include <criterion/criterion.h>

static const struct setting nothing_special = { .roles = false };

static const struct exercise counter = {
    "6.1", "counter.c", "RACE-01", { "6.1" }, 1
};
static const struct exercise seats = {
    "6.2", "seats.c", "RACE-03", { "6.2", "6.2-claim" }, 1
};
static const struct exercise clock_hands = {
    "6.3", "clock.c", "RACE-07", { "6.3" }, 1
};
static const struct exercise door = {
    "6.4", "door.c", "RACE-04", { "6.4" }, 0
};
static const struct exercise forks = {
    "6.5", "forks.c", "RACE-06", { "6.5" }, 1
};
static const struct exercise tally = {
    "6.6", "tally.c", "RACE-01", { "6.6" }, 0
};
static const struct exercise ring = {
    "6.7", "ring.c", "RACE-09", { "6.7" }, 0
};
static const struct exercise stack = {
    "6.8", "stack.c", "RACE-08", { "6.8" }, 0
};
static const struct exercise passage = {
    "6.9", "polite.c", "STUCK", { "6.9" }, 0
};
static const struct exercise bank = {
    "6.10", "bank.c", "RACE-01", { "6.10", "6.10-opposite", "6.10-apart" }, 3
};

typedef bool (*judge)(struct check *check, const struct exercise *exercise);

static void demand(const struct exercise *exercise, const char *test,
                   judge judged)
{
    struct check *check = check_begin(exercise->id, test, &nothing_special);
    cr_assert(judged(check, exercise));
}

#define EXERCISE(number, exercise)                                             \
    Test(ex_6_##number, broken)                                                \
    {                                                                          \
        demand(&(exercise), "broken", is_broken);                              \
    }                                                                          \
    Test(ex_6_##number, named)                                                 \
    {                                                                          \
        demand(&(exercise), "named", is_named);                                \
    }                                                                          \
    Test(ex_6_##number, mended)                                                \
    {                                                                          \
        demand(&(exercise), "mended", is_mended);                              \
    }

EXERCISE(1, counter)
EXERCISE(2, seats)
EXERCISE(3, clock_hands)
EXERCISE(4, door)
EXERCISE(5, forks)
EXERCISE(6, tally)
EXERCISE(7, ring)
EXERCISE(8, stack)
EXERCISE(9, passage)
EXERCISE(10, bank)
