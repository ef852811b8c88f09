/* 00-processes.c - what lab 00 demands of 0.1 and 0.2, as a list of checks.
 *
 * Each test starts the student's program behind walls, does to it what a bad
 * day does to a program (a fork that fails, a signal in the middle of a wait,
 * children that end in another order), and demands what processes.h promises.
 * Which calls a program uses, and in which order, is its own affair. 10 seconds
 * of wall clock a run are the brake (run.h); no verdict comes from it.
 *
 *   00-processes.c            0.1 and 0.2: one program, several side by side
 *   00-processes-files.c      0.3: files instead of the terminal
 *   00-processes-families.c   0.4 and 0.5: trees, orphans, zombies
 *   00-processes-services.c   0.6 and 0.7: a log, workers
 */
#include <criterion/criterion.h>

#include "harness/check.h"
#include "harness/moments.h"
#include "tests/00-processes.h"

const struct setting processes_around_child = {
    .stuck = { [CAUSE_LOST_LOCK] = "PROC-13" },
};
const struct setting processes_to_be_ended = {
    .stuck = { [CAUSE_NO_PARTNER] = "PROC-08", [CAUSE_CIRCLE] = "PROC-08" },
};

/* ---- 0.1 one program ---- */

Test(ex_0_1, words)
{
    struct check *check = check_begin("0.1", "words", &processes_around_child);
    struct scene scene = { .arguments = { "0.1", "echo", "echo", "b" } };
    check_play(check, &scene);
    check_vector(check, "echo echo b");
    check_output(check, "echo b\n", 7);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    struct scene none = { .arguments = { "0.1", "pwd" } };
    check_play(check, &none);
    check_vector(check, "pwd");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    struct scene four = { .arguments = { "0.1", "echo", "1", "2", "3", "4" } };
    check_play(check, &four);
    check_vector(check, "echo 1 2 3 4");
    check_output(check, "1 2 3 4\n", 8);
    cr_assert(check_end(check));
}

Test(ex_0_1, status)
{
    struct check *check = check_begin("0.1", "status", &processes_around_child);
    struct scene seven = { .arguments = { "0.1", "sh", "-c", "exit 7" } };
    check_play(check, &seven);
    check_vector(check, "sh -c exit 7");
    check_status(check, "returned", 7);
    struct scene killed = { .arguments = { "0.1", "sh", "-c", "kill -9 $$" } };
    check_play(check, &killed);
    check_status(check, "returned", 137);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_1, cannot_exec)
{
    struct check *check =
        check_begin("0.1", "cannot_exec", &processes_around_child);
    struct scene missing = { .arguments = { "0.1", "./no-such-program" } };
    check_play(check, &missing);
    check_no_stray_copy(check);
    check_status(check, "returned", 127);
    struct scene directory = { .arguments = { "0.1", "/" } };
    check_play(check, &directory);
    check_status(check, "returned", 126);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_1, interrupted_wait)
{
    struct check *check =
        check_begin("0.1", "interrupted_wait", &processes_around_child);
    struct scene scene = {
        .arguments = { "-s", "0.1", "true" },
        .interrupt_waits = true,
        .moves = { HOLD_AT_ITS_END(1) },
    };
    check_interrupted_wait(check, &scene);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_1, child_signal_ignored)
{
    struct check *check =
        check_begin("0.1", "child_signal_ignored", &processes_around_child);
    struct scene scene = { .arguments = { "0.1", "true" },
                           .child_signal_ignored = true };
    check_ignored_child_signal(check, &scene);
    cr_assert(check_end(check));
}

Test(ex_0_1, buffer_not_doubled)
{
    struct check *check =
        check_begin("0.1", "buffer_not_doubled", &processes_around_child);
    struct scene scene = { .arguments = { "-b", "[once]", "0.1",
                                          "./no-such-program" } };
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_output(check, "[once]", 6);
    cr_assert(check_end(check));
}

Test(ex_0_1, fork_fails)
{
    struct check *check =
        check_begin("0.1", "fork_fails", &processes_around_child);
    struct scene scene = { .arguments = { "0.1", "true" },
                           .moves = { FORK_FAILS(0) } };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 0.2 many programs, any order ---- */

/* Who waits for one before the other is there, waits for ever. */
static const struct setting side_by_side = {
    .stuck = { [CAUSE_LOST_LOCK] = "PROC-13",
               [CAUSE_NO_PARTNER] = "PROC-03",
               [CAUSE_CIRCLE] = "PROC-03" },
};

/* The first ends only when the second has come. */
Test(ex_0_2, side_by_side)
{
    struct check *check = check_begin("0.2", "side_by_side", &side_by_side);
    struct scene scene = { .arguments = { "-f", "meet", "0.2", "cat meet",
                                          "sh -c 'echo word >meet'" } };
    check_play(check, &scene);
    check_output(check, "word\n", 5);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    struct scene back = { .arguments = { "-f", "meet", "0.2",
                                         "sh -c 'echo word >meet'",
                                         "cat meet" } };
    check_play(check, &back);
    check_output(check, "word\n", 5);
    cr_assert(check_end(check));
}

Test(ex_0_2, statuses)
{
    struct check *check = check_begin("0.2", "statuses", &side_by_side);
    struct scene scene = { .arguments = { "0.2", "sh -c 'exit 3'", "true",
                                          "sh -c 'kill -9 $$'",
                                          "./no-such-program" } };
    check_play(check, &scene);
    check_statuses(check, (const int[]){ 3, 0, 137, 127 }, 4);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_2, other_order)
{
    struct check *check = check_begin("0.2", "other_order", &side_by_side);
    struct scene scene = { .arguments = { "0.2", "sh -c 'exit 3'",
                                          "sh -c 'exit 4'", "sh -c 'exit 5'" },
                           .ends_in_reverse = true };
    check_play(check, &scene);
    check_statuses(check, (const int[]){ 3, 4, 5 }, 3);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_2, interrupted_wait)
{
    struct check *check = check_begin("0.2", "interrupted_wait", &side_by_side);
    struct scene scene = {
        .arguments = { "-s", "0.2", "true", "sh -c 'exit 1'" },
        .interrupt_waits = true,
        .moves = { HOLD_AT_ITS_END(1), HOLD_AT_ITS_END(2) },
    };
    check_interrupted_wait(check, &scene);
    check_statuses(check, (const int[]){ 0, 1 }, 2);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_2, fork_fails)
{
    struct check *check =
        check_begin("0.2", "fork_fails", &processes_to_be_ended);
    struct scene scene = { .arguments = { "-f", "never", "0.2", "cat never",
                                          "cat never", "true" },
                           .moves = { FORK_FAILS(3) } };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}
