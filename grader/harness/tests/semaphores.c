/* semaphores.c - who was inside when, counted from what the program wrote. */
#include "harness/semaphores.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(semaphores, .timeout = 60);

static struct run told(char *output)
{
    return (struct run){ .output = output, .output_length = strlen(output) };
}

Test(semaphores, most_inside_and_the_first_too_many)
{
    struct run run = told("1 in\n2 in\n1 out\n3 in\n2 out\n3 out\n");
    struct crowd all = { .enter = "in", .leave = "out" };
    int intruder;
    cr_assert_eq(crowd_most(&run, &all, 1, &intruder), 2);
    cr_assert_eq(intruder, 2);
    cr_assert_eq(crowd_most(&run, &all, 2, &intruder), 2);
    cr_assert_eq(intruder, -1);
}

Test(semaphores, only_some_of_them)
{
    struct run run = told("1 in\n3 in\n1 out\n3 out\n");
    struct crowd first = { "in", "out", 1, 3, 0, 0 };
    struct crowd main_alone = { "in", "out", 0, 1, 0, 0 };
    cr_assert_eq(crowd_most(&run, &first, 1, NULL), 1);
    cr_assert_eq(crowd_most(&run, &main_alone, 0, NULL), 0);
}

/* Takers may be in only when givers are out. */
Test(semaphores, some_enter_when_others_leave)
{
    struct run early = told("2 in\n1 in\n1 out\n2 out\n");
    struct run right = told("1 in\n1 out\n2 in\n2 out\n");
    struct crowd taken = { "in", "out", 2, 3, 1, 2 };
    cr_assert_eq(crowd_most(&early, &taken, 0, NULL), 1);
    cr_assert_eq(crowd_most(&right, &taken, 0, NULL), 0);
}

Test(semaphores, the_dead_are_out)
{
    struct run run = told("1 in\n1 dead\n2 in\n2 out\n");
    struct crowd all = { .enter = "in", .leave = "out" };
    cr_assert_eq(crowd_most(&run, &all, 1, NULL), 1);
}

Test(semaphores, counts_and_positions)
{
    struct run run = told("1 in\nnoise\n1 inside\n1 out\n1 in\n");
    cr_assert_eq(crowd_count(&run, 1, "in"), 2);
    cr_assert_eq(crowd_count(&run, -1, "out"), 1);
    cr_assert_eq(crowd_count(&run, 2, "in"), 0);
    cr_assert_lt(crowd_position(&run, 1, "out", 1),
                 crowd_position(&run, 1, "in", 2));
    cr_assert_eq(crowd_position(&run, 1, "in", 3), -1);
}

Test(semaphores, nothing_was_written)
{
    struct run run = { 0 };
    struct crowd all = { .enter = "in", .leave = "out" };
    cr_assert_eq(crowd_most(&run, &all, 0, NULL), 0);
    cr_assert_eq(crowd_count(&run, -1, "in"), 0);
}
