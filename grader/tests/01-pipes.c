/* 01-pipes.c - what lab 01 demands of 1.1, as a list of checks.
 *
 * Each test starts the student's program behind walls, does to it what a bad
 * day does to a program (short counts, signals, partners that leave,
 * descriptors that are closed), and demands what pipes.h promises. Which calls
 * a program uses, and in which order, is its own affair. 10 seconds of wall
 * clock a run are the brake (run.h); no verdict comes from it.
 *
 *   01-pipes.c             1.1: one child, one pipe
 *   01-pipes-bytes.c       1.2: all the bytes
 *   01-pipes-pipelines.c   1.3 and 1.4: left | right, and any length
 *   01-pipes-filter.c      1.5: feed a filter, collect its output
 *   01-pipes-writers.c     1.6: many writers, one reader
 *   01-pipes-shell.c       1.7: a small shell
 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "harness/moments.h"
#include "tests/01-pipes.h"

const struct setting pipes_around_child = {
    { PIPES_STUCK, [CAUSE_LEAKED_END] = "PIPE-08",
      [CAUSE_WAIT_BEFORE_READ] = "PIPE-04" },
    .stuck_by_copy = "PIPE-09",
    .handed_on = "PIPE-08",
    .busy = "PIPE-14",
};

/* The caller has a child of its own, a zombie: it must be there afterwards. */
static void demand_own_child_left(struct check *check)
{
    struct scene scene = { .arguments = { "-c", "1.1", "x" } };
    struct run *run = check_play(check, &scene);
    const char *left = run_result(run, "own child");
    bool taken = left && strcmp(left, "-1 ECHILD") == 0;
    check_that(check, !taken, "PROC-11", place_of_reap(run),
               "another child was collected",
               text_of("your function collected a child that it had not "
                       "started, and the caller found it gone (ECHILD)"),
               text_of("wait, and waitpid with -1, take whichever child has "
                       "ended"));
    check_output(check, "X", 1);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
}

Test(ex_1_1, upper_case)
{
    struct check *check = check_begin("1.1", "upper_case", &pipes_around_child);
    struct scene scene = { .arguments = { "1.1", "-" },
                           .input = "one pipe, 2 ends\n",
                           .input_length = 17 };
    check_play(check, &scene);
    check_not_lost_in_buffer(check, &scene);
    check_output(check, "ONE PIPE, 2 ENDS\n", 17);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    check_no_stray_copy(check);
    demand_own_child_left(check);
    cr_assert(check_end(check));
}

Test(ex_1_1, large_text)
{
    struct check *check = check_begin("1.1", "large_text", &pipes_around_child);
    char *text = check_letters(check, PIPES_LARGE),
         *expected = check_upper(text, PIPES_LARGE);
    struct scene scene = { .arguments = { "1.1", "-" },
                           .input = text,
                           .input_length = PIPES_LARGE };
    check_play(check, &scene);
    check_output(check, expected, PIPES_LARGE);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    char bytes[256], upper[256];
    for (int i = 0; i < 256; i++) {
        bytes[i] = (char)i;
        upper[i] = (char)(i >= 'a' && i <= 'z' ? i - 'a' + 'A' : i);
    }
    struct scene all = { .arguments = { "1.1", "-" },
                         .input = bytes,
                         .input_length = 256 };
    check_play(check, &all);
    check_output(check, upper, 256);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    struct scene empty = { .arguments = { "1.1", "-" }, .input = "" };
    check_play(check, &empty);
    check_output(check, "", 0);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    free(text);
    free(expected);
    cr_assert(check_end(check));
}

Test(ex_1_1, child_ends_by_signal)
{
    struct check *check =
        check_begin("1.1", "child_ends_by_signal", &pipes_around_child);
    struct scene scene = {
        .arguments = { "-p", "1.1", "x" },
        .moves = { KILL_AT(1, ROLE_READ, OBJECT_NONE, 1) },
    };
    struct run *run = check_play(check, &scene);
    struct place reap = place_of_reap(run);
    if (reap.file) /* a status that nobody asked for was not misread */
        check_result(check, "returned", "137", "PROC-06", reap,
                     "the child was killed by signal 9, and $? of such a "
                     "process is 128 + 9; the int that waitpid fills in is a "
                     "coded word");
    check_result(check, "returned", "137", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_1, interrupted_wait)
{
    struct check *check =
        check_begin("1.1", "interrupted_wait", &pipes_around_child);
    struct scene scene = {
        .arguments = { "-s", "1.1", "x" },
        .interrupt_waits = true,
        .moves = { HOLD_AT_ITS_END(1) },
    };
    check_interrupted_wait(check, &scene);
    check_output(check, "X", 1);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_1, child_signal_ignored)
{
    struct check *check =
        check_begin("1.1", "child_signal_ignored", &pipes_around_child);
    struct scene scene = { .arguments = { "1.1", "x" },
                           .child_signal_ignored = true };
    check_ignored_child_signal(check, &scene);
    check_output(check, "X", 1);
    cr_assert(check_end(check));
}

Test(ex_1_1, buffer_not_doubled)
{
    struct check *check =
        check_begin("1.1", "buffer_not_doubled", &pipes_around_child);
    struct scene scene = { .arguments = { "-b", "[once]", "1.1", "x" } };
    struct run *run = check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    if (strcmp(run->output, "[once]X") != 0) /* flushed before the fork */
        check_output(check, "X[once]", 7);
    cr_assert(check_end(check));
}

Test(ex_1_1, fork_fails)
{
    struct check *check = check_begin("1.1", "fork_fails", &pipes_around_child);
    struct scene scene = {
        .arguments = { "-p", "1.1", "x" },
        .moves = { FORK_FAILS(0) },
    };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}
