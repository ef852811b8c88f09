/* 01-pipes.c - what lab 01 demands, as a list of checks.
 *
 * Each test starts the student's program behind walls, does to it what a bad
 * day does to a program (short counts, signals, partners that leave, descriptors
 * that are closed), and demands what pipes.h promises. Which calls a program
 * uses, and in which order, is its own affair. 10 seconds of wall clock a run
 * are the brake (run.h); no verdict comes from it.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/input.h"
#include "harness/transfers.h"

#define LARGE 300000

/* ---- the same circle has another name in a pipeline ---- */

#define ENDS_OF_PIPES                                                          \
    [CAUSE_OWN_WRITE_END] = "PIPE-01", [CAUSE_HELD_WRITE_END] = "PIPE-02",     \
    [CAUSE_HELD_READ_END] = "PIPE-03", [CAUSE_BOTH_WRITE] = "PIPE-05",         \
    [CAUSE_BOTH_READ] = "PIPE-05", [CAUSE_LOST_LOCK] = "PROC-13"

static const struct setting around_child = {
    { ENDS_OF_PIPES, [CAUSE_LEAKED_END] = "PIPE-08",
      [CAUSE_WAIT_BEFORE_READ] = "PIPE-04" },
    .stuck_by_copy = "PIPE-09",
    .handed_on = "PIPE-08",
    .busy = "PIPE-14",
};
static const struct setting in_pipeline = {
    { ENDS_OF_PIPES, [CAUSE_LEAKED_END] = "PIPE-02",
      [CAUSE_WAIT_BEFORE_READ] = "PROC-03" },
    .stuck_by_copy = "PIPE-09",
    .handed_on = "PIPE-02",
    .busy = "PIPE-14",
};
static const struct setting in_shell = {
    { ENDS_OF_PIPES, [CAUSE_LEAKED_END] = "PIPE-08",
      [CAUSE_WAIT_BEFORE_READ] = "PROC-03" },
    .stuck_by_copy = "PIPE-09",
    .handed_on = "PIPE-08",
};

/* ---- 1.1 one child, one pipe ---- */

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
    struct check *check = check_begin("1.1", "upper_case", &around_child);
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
    struct check *check = check_begin("1.1", "large_text", &around_child);
    char *text = check_letters(check, LARGE),
         *expected = check_upper(text, LARGE);
    struct scene scene = { .arguments = { "1.1", "-" },
                           .input = text,
                           .input_length = LARGE };
    check_play(check, &scene);
    check_output(check, expected, LARGE);
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
        check_begin("1.1", "child_ends_by_signal", &around_child);
    struct scene scene = {
        .arguments = { "-p", "1.1", "x" },
        .moves = { { MOVE_KILL, EVENT_ENTER, ROLE_READ, OBJECT_NONE, 1, 1,
                     SIGKILL, 0 } },
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
    struct check *check = check_begin("1.1", "interrupted_wait", &around_child);
    struct scene scene = {
        .arguments = { "-s", "1.1", "x" },
        .interrupt_waits = true,
        .moves = { { MOVE_HOLD, EVENT_EXIT, 0, 0, 1, 1, 0, 0 } },
    };
    check_interrupted_wait(check, &scene);
    check_output(check, "X", 1);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_1, child_signal_ignored)
{
    struct check *check =
        check_begin("1.1", "child_signal_ignored", &around_child);
    struct scene scene = { .arguments = { "1.1", "x" },
                           .child_signal_ignored = true };
    check_ignored_child_signal(check, &scene);
    check_output(check, "X", 1);
    cr_assert(check_end(check));
}

Test(ex_1_1, buffer_not_doubled)
{
    struct check *check =
        check_begin("1.1", "buffer_not_doubled", &around_child);
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
    struct check *check = check_begin("1.1", "fork_fails", &around_child);
    struct scene scene = {
        .arguments = { "-p", "1.1", "x" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, 0, MOVE_ROOT, 0, EAGAIN,
                     0 } },
    };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 1.2 all the bytes ---- */

Test(ex_1_2, copy)
{
    struct check *check = check_begin("1.2", "copy", &around_child);
    char *text = check_letters(check, 10000);
    struct scene scene = { .arguments = { "1.2", "4096" },
                           .input = text,
                           .input_length = 10000 };
    check_play(check, &scene);
    check_transfers(check, text, 10000);
    check_output(check, text, 10000);
    check_line(check, "= read_full 4096 -> 1808", "RESULT", NOWHERE, NULL);
    check_line(check, "= write_full 1808 -> 1808", "RESULT", NOWHERE, NULL);
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_2, short_reads)
{
    struct check *check = check_begin("1.2", "short_reads", &around_child);
    char *text = check_letters(check, 250);
    struct scene scene = {
        .arguments = { "1.2", "100" },
        .input_pipe = true,
        .moves = { { MOVE_CUT, EVENT_ENTER, ROLE_READ, OBJECT_PIPE, MOVE_ROOT,
                     0, 7, 0 } },
        .steps = { { STEP_FEED, text, 150, 0 },
                   { STEP_FEED, text + 150, 100, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    struct run *run = check_play(check, &scene);
    check_transfers(check, text, 250);
    const char *cause = "read brought fewer bytes than were asked for, and "
                        "the rest was not asked for again";
    check_line(check, "= read_full 100 -> 100", "PIPE-06",
               place_of_short(run, ROLE_READ), cause);
    check_line(check, "= read_full 100 -> 50", "PIPE-06",
               place_of_short(run, ROLE_READ), cause);
    check_output_as(check, text, 250, "PIPE-06", place_of_short(run, ROLE_READ),
                    cause);
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_2, short_writes)
{
    struct check *check = check_begin("1.2", "short_writes", &around_child);
    char *text = check_letters(check, 50000);
    struct scene scene = {
        .arguments = { "1.2", "20000" },
        .input = text,
        .input_length = 50000,
        .output_pipe = true,
        .moves = { { MOVE_CUT, EVENT_ENTER, ROLE_WRITE, OBJECT_PIPE, MOVE_ROOT,
                     0, 4097, 0 } },
    };
    struct run *run = check_play(check, &scene);
    check_transfers(check, text, 50000);
    const char *cause = "write took fewer bytes than it was given, and the "
                        "rest was never sent";
    check_line(check, "= write_full 20000 -> 20000", "PIPE-07",
               place_of_short(run, ROLE_WRITE), cause);
    check_output_as(check, text, 50000, "PIPE-07",
                    place_of_short(run, ROLE_WRITE), cause);
    free(text);
    cr_assert(check_end(check));
}

/* What the program's last read gave before its first result was told. */
static int64_t last_read(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    int64_t result = 0;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (!info || event->pid != trace_root(run->trace))
            continue;
        if (event->kind == EVENT_ENTER && info->role == ROLE_WRITE &&
            event->payload_length > 2 && event->payload[0] == '=')
            break;
        if (event->kind == EVENT_LEAVE && info->role == ROLE_READ)
            result = event->result;
    }
    return result;
}

/* All ten bytes; if not, the last read tells which mistake it was: it brought
 * some bytes and nobody asked again, or it failed with `error`. */
static void demand_ten(struct check *check, struct run *run, int error,
                       const char *code, const char *cause)
{
    check_transfers(check, "0123456789", 10);
    if (last_read(run) > 0)
        check_line(check, "= read_full 10 -> 10", "PIPE-06",
                   place_of_short(run, ROLE_READ),
                   "read brought fewer bytes than were asked for, and the "
                   "rest was not asked for again");
    else
        check_line(check, "= read_full 10 -> 10", code,
                   place_of_result(run, ROLE_READ, -error), cause);
    check_output(check, "0123456789", 10);
}

/* Nobody reads until the signals have come: the first finds a write that has
 * filled the pipe, and cuts it short; the next one finds a write that has moved
 * nothing (EINTR). */
static void demand_interrupted_write(struct check *check)
{
    char *text = check_letters(check, 250000);
    struct scene scene = { .arguments = { "-s", "1.2", "100000" },
                           .input = text,
                           .input_length = 250000,
                           .output_pipe = true,
                           .interrupt_waits = true };
    struct run *run = check_play(check, &scene);
    const struct event *given_up = evidence_gave_up_waiting(run);
    if (given_up)
        check_line(check, "= write_full 100000 -> 100000", "EINTR",
                   given_up->place,
                   "a signal handler interrupted write before anything had "
                   "been taken; -1 with EINTR means: try again");
    check_transfers(check, text, 250000);
    check_line(check, "= write_full 100000 -> 100000", "RESULT", NOWHERE, NULL);
    check_output(check, text, 250000);
    free(text);
}

Test(ex_1_2, interrupted)
{
    struct check *check = check_begin("1.2", "interrupted", &around_child);
    struct scene scene = {
        .arguments = { "-s", "1.2", "10" },
        .input_pipe = true,
        .interrupt_waits = true,
        .steps = { { STEP_FEED, "01234", 0, 0 },
                   { STEP_FEED, "56789", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    struct run *run = check_play(check, &scene);
    demand_ten(check, run, EINTR, "EINTR",
               "a signal handler interrupted read before anything had "
               "arrived; -1 with EINTR means: ask again");
    demand_interrupted_write(check);
    cr_assert(check_end(check));
}

Test(ex_1_2, end_in_the_middle)
{
    struct check *check =
        check_begin("1.2", "end_in_the_middle", &around_child);
    struct scene scene = {
        .arguments = { "1.2", "100" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "0123456789", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    check_play(check, &scene);
    check_transfers(check, "0123456789", 10);
    check_line(check, "= read_full 100 -> 10", "RESULT", NOWHERE,
               "read returned 0: that is the end of the data, and no error");
    check_output(check, "0123456789", 10);
    cr_assert(check_end(check));
}

Test(ex_1_2, errors)
{
    struct check *check = check_begin("1.2", "errors", &around_child);
    char *text = check_letters(check, 300);
    struct scene broken = {
        .arguments = { "1.2", "200" },
        .input = text,
        .input_length = 300,
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_READ, OBJECT_FILE, MOVE_ROOT,
                     2, EIO, 0 } },
    };
    check_play(check, &broken);
    check_line(check, "= read_full 200 -> -1 EIO", "RESULT", NOWHERE,
               "read failed; bytes that had arrived before do not make that a "
               "success");
    struct scene no_reader = {
        .arguments = { "-p", "1.2", "100" },
        .input_pipe = true,
        .output_pipe = true,
        .steps = { { .kind = STEP_LEAVE },
                   { STEP_FEED, text, 100, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    check_play(check, &no_reader);
    check_line(check, "= write_full 100 -> -1 EPIPE", "RESULT", NOWHERE,
               "write failed: nobody reads any more");
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_2, not_yet)
{
    struct check *check = check_begin("1.2", "not_yet", &around_child);
    struct scene scene = {
        .arguments = { "-n", "1.2", "10" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "0123", 0, 0 },
                   { STEP_FEED, "456789", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    struct run *run = check_play(check, &scene);
    demand_ten(check, run, EAGAIN, "PIPE-14",
               "-1 with EAGAIN means \"nothing there yet\"; only 0 is the "
               "end");
    cr_assert(check_end(check));
}

/* ---- 1.3 left | right ---- */

static void demand_pipeline(struct check *check, struct scene *scene,
                            const char *output, const int *statuses, int count)
{
    scene->ends_in_reverse = count <= 4;
    check_play(check, scene);
    check_no_stray_copy(check);
    check_output(check, output, strlen(output));
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_statuses(check, statuses, count);
    check_all_reaped(check);
    check_stages_clean(check);
}

Test(ex_1_3, two_programs)
{
    struct check *check = check_begin("1.3", "two_programs", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "seq 5", "wc -l" } };
    demand_pipeline(check, &scene, "5\n", (int[]){ 0, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, large_output)
{
    struct check *check = check_begin("1.3", "large_output", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "seq 30000", "wc -l" } };
    demand_pipeline(check, &scene, "30000\n", (int[]){ 0, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, reader_leaves)
{
    struct check *check = check_begin("1.3", "reader_leaves", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "yes", "head -n 1" } };
    demand_pipeline(check, &scene, "y\n", (int[]){ 141, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, statuses)
{
    struct check *check = check_begin("1.3", "statuses", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "sh -c 'exit 3'",
                                          "sh -c 'kill -9 $$'" } };
    demand_pipeline(check, &scene, "", (int[]){ 3, 137 }, 2);
    cr_assert(check_end(check));
}

/* The left program is kept from ending until the right one has ended. */
Test(ex_1_3, ends_in_other_order)
{
    struct check *check =
        check_begin("1.3", "ends_in_other_order", &in_pipeline);
    struct scene scene = {
        .arguments = { "1.3", "sh -c 'exit 3'", "sh -c 'exit 4'" },
        .moves = { { MOVE_HOLD, EVENT_EXIT, 0, 0, 1, 1, 0, 0 } },
    };
    demand_pipeline(check, &scene, "", (int[]){ 3, 4 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, cannot_exec)
{
    struct check *check = check_begin("1.3", "cannot_exec", &in_pipeline);
    struct scene missing = { .arguments = { "-b", "[once]", "1.3",
                                            "no-such-program", "cat" } };
    check_play(check, &missing);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_statuses(check, (int[]){ 127, 0 }, 2);
    check_all_reaped(check);
    struct scene forbidden = { .arguments = { "1.3", "true", "/usr" },
                               .ends_in_reverse = true };
    check_play(check, &forbidden);
    check_no_stray_copy(check);
    check_statuses(check, (int[]){ 0, 126 }, 2);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_3, hard_surroundings)
{
    struct check *check = check_begin("1.3", "hard_surroundings", &in_pipeline);
    struct scene interrupted = {
        .arguments = { "-s", "1.3", "echo x", "cat" },
        .interrupt_waits = true,
        .moves = { { MOVE_HOLD, EVENT_EXIT, 0, 0, 1, 1, 0, 0 } },
    };
    check_interrupted_wait(check, &interrupted);
    check_all_reaped(check);
    struct scene ignored = { .arguments = { "1.3", "echo x", "cat" },
                             .child_signal_ignored = true,
                             .ends_in_reverse = true };
    check_ignored_child_signal(check, &ignored);
    check_statuses(check, (int[]){ 0, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, fork_fails)
{
    struct check *check = check_begin("1.3", "fork_fails", &in_pipeline);
    struct scene scene = {
        .arguments = { "1.3", "cat", "cat" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, 0, MOVE_ROOT, 2, EAGAIN,
                     0 } },
    };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 1.4 a pipeline of any length ---- */

Test(ex_1_4, one_to_three)
{
    struct check *check = check_begin("1.4", "one_to_three", &in_pipeline);
    struct scene one = { .arguments = { "1.4", "echo one" } };
    demand_pipeline(check, &one, "one\n", (int[]){ 0 }, 1);
    struct scene three = { .arguments = { "1.4", "seq 30000", "grep 7",
                                          "wc -l" } };
    demand_pipeline(check, &three, "10317\n", (int[]){ 0, 0, 0 }, 3);
    cr_assert(check_end(check));
}

Test(ex_1_4, sixty_four)
{
    struct check *check = check_begin("1.4", "sixty_four", &in_pipeline);
    struct scene scene = { .arguments = { "1.4", "echo far" } };
    static const int zeros[64];
    for (int i = 1; i < 64; i++)
        scene.arguments[1 + i] = "cat";
    demand_pipeline(check, &scene, "far\n", zeros, 64);
    cr_assert(check_end(check));
}

Test(ex_1_4, statuses)
{
    struct check *check = check_begin("1.4", "statuses", &in_pipeline);
    struct scene scene = {
        .arguments = { "-b", "[once]", "1.4", "sh -c 'exit 3'",
                       "sh -c 'kill -9 $$'", "true", "no-such-program" },
        .ends_in_reverse = true,
    };
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_statuses(check, (int[]){ 3, 137, 0, 127 }, 4);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_4, closed_descriptors)
{
    struct check *check =
        check_begin("1.4", "closed_descriptors", &in_pipeline);
    for (int closed = 1; closed < 8; closed++) {
        struct scene scene = {
            .arguments = { "1.4", "echo hi", "cat", "cat -u" }, .closed = closed
        };
        check_play(check, &scene);
        check_stages_connected(check, "echo hi", "cat -u");
        check_stages_clean(check);
        if (!(closed & 2))
            check_output(check, "hi\n", 3);
        check_all_reaped(check);
    }
    cr_assert(check_end(check));
}

Test(ex_1_4, fork_fails)
{
    struct check *check = check_begin("1.4", "fork_fails", &in_pipeline);
    struct scene scene = {
        .arguments = { "1.4", "yes", "cat", "cat", "cat" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, 0, MOVE_ROOT, 3, EAGAIN,
                     0 } },
    };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 1.5 feed a filter, collect its output ---- */

static void demand_filtered(struct check *check, const char *filter,
                            const char *input, size_t length,
                            const char *output, size_t output_length,
                            const char *status)
{
    struct scene scene = { .arguments = { "1.5", filter },
                           .input = input,
                           .input_length = length };
    check_play(check, &scene);
    check_blocking_ends(check);
    check_stages_clean(check);
    check_result(check, "returned", status, "RESULT", NOWHERE, NULL);
    check_output(check, output, output_length);
    check_all_reaped(check);
}

Test(ex_1_5, small)
{
    struct check *check = check_begin("1.5", "small", &around_child);
    demand_filtered(check, "tr a-z A-Z", "quiet", 5, "QUIET", 5, "0");
    demand_filtered(check, "sh -c 'cat >/dev/null; exit 7'", "x", 1, "", 0,
                    "7");
    cr_assert(check_end(check));
}

Test(ex_1_5, large)
{
    struct check *check = check_begin("1.5", "large", &around_child);
    char *text = check_letters(check, LARGE);
    demand_filtered(check, "cat", text, LARGE, text, LARGE, "0");
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_5, stops_reading)
{
    struct check *check = check_begin("1.5", "stops_reading", &around_child);
    char *text = check_letters(check, LARGE);
    demand_filtered(check, "head -c 10", text, LARGE, text, 10, "0");
    demand_filtered(check, "true", text, LARGE, "", 0, "0");
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_5, speaks_first)
{
    struct check *check = check_begin("1.5", "speaks_first", &around_child);
    const size_t dots = 150000;
    char *text = check_letters(check, dots), *expected = malloc(2 * dots);
    cr_assert(expected != NULL);
    memset(expected, 0, dots);
    memcpy(expected + dots, text, dots);
    demand_filtered(check, "head -c 150000 /dev/zero", "x", 1, expected, dots,
                    "0");
    demand_filtered(check, "sh -c 'head -c 150000 /dev/zero; cat'", text, dots,
                    expected, 2 * dots, "0");
    demand_filtered(check, "sh -c 'exec >&-; cat >/dev/null; exit 5'", text,
                    1000, "", 0, "5");
    free(text);
    free(expected);
    cr_assert(check_end(check));
}

Test(ex_1_5, signals_as_they_were)
{
    struct check *check =
        check_begin("1.5", "signals_as_they_were", &around_child);
    struct scene scene = { .arguments = { "1.5", "sh -c 'kill -PIPE $$'" },
                           .input = "x",
                           .input_length = 1 };
    struct run *run = check_play(check, &scene);
    check_result(check, "returned", "141", "SIGPIPE", place_of_fork(run, 1),
                 "the filter was started with SIGPIPE ignored: an ignored "
                 "signal stays ignored over exec");
    check_that(check, !(run->ignored_at_end & 1UL << (SIGPIPE - 1)), "SIGPIPE",
               NOWHERE, "SIGPIPE is still ignored",
               text_of("after the call your program ignores SIGPIPE; before "
                       "it did not"),
               NULL);
    cr_assert(check_end(check));
}

/* ---- 1.6 many writers, one reader ---- */

/* The record that main.c makes; see make_record there. */
static bool is_record(const char *at, size_t size, int writer, int number)
{
    char pattern[32];
    size_t length =
        (size_t)snprintf(pattern, sizeof pattern, "%02d:%06d ", writer, number);
    for (size_t i = 0; i + 1 < size; i++)
        if (at[i] != pattern[i % length])
            return false;
    return at[size - 1] == '\n';
}

/* Whole records, those of each writer in order. Returns how many there are, -1
 * at the first that is mixed or out of order; *bad says where. */
static int count_records(const struct run *run, size_t size, int writers,
                         size_t *bad)
{
    int next[64] = { 0 }, count = 0;
    for (size_t at = 0; at < run->output_length; at += size) {
        int writer, number;
        *bad = at;
        if (run->output_length - at < size ||
            sscanf(run->output + at, "%2d:%6d", &writer, &number) != 2 ||
            writer < 0 || writer >= writers || number != next[writer] ||
            !is_record(run->output + at, size, writer, number))
            return -1;
        next[writer]++;
        count++;
    }
    return count;
}

static struct place place_of_record_write(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_ENTER && info->role == ROLE_WRITE &&
            event->pid != trace_root(run->trace) && event->place.file)
            return event->place;
    }
    return NOWHERE;
}

static void demand_records(struct check *check, struct scene *scene,
                           size_t size, int writers, int least)
{
    struct run *run = check_play(check, scene);
    size_t bad = 0;
    if (check->failed)
        return;
    int count = count_records(run, size, writers, &bad);
    check_that(check, count >= 0, "PIPE-12", place_of_record_write(run),
               "records are mixed",
               text_of("at byte %zu of the output a record of %zu bytes is "
                       "not whole",
                       bad, size),
               text_of("a write to a pipe is one piece only up to PIPE_BUF "
                       "(4096) bytes; another writer came in between"));
    check_that(check, count >= least, "RESULT", NOWHERE, "records are missing",
               text_of("%d whole records came out, at least %d were expected",
                       count, least),
               NULL);
    char told[16];
    (void)snprintf(told, sizeof told, "%d", count);
    check_result(check, "returned", told, "RESULT", NOWHERE,
                 "the function returns the number of records delivered");
    check_all_reaped(check);
}

/* One writer alone first: what goes wrong only with several is their mixing. */
static void demand_alone(struct check *check, const char *size, size_t bytes)
{
    struct scene alone = { .arguments = { "1.6", "1", "2", size } };
    demand_records(check, &alone, bytes, 1, 2);
    check->crash_code = "PIPE-12";
    check->crash_cause = "with one writer all went well; with several, the "
                         "bytes of one came between two writes of another";
    check->crash_place = place_of_record_write;
}

Test(ex_1_6, small_records)
{
    struct check *check = check_begin("1.6", "small_records", &around_child);
    demand_alone(check, "100", 100);
    struct scene scene = {
        .arguments = { "1.6", "3", "8", "100" },
        .moves = { { MOVE_HOLD, EVENT_LEAVE, ROLE_WRITE, OBJECT_PIPE, 1, 1, 0,
                     0 } },
    };
    demand_records(check, &scene, 100, 3, 24);
    cr_assert(check_end(check));
}

/* The first writer is stopped after each of its writes until nobody else can
 * go on: whoever writes a record in pieces lets the others in between. */
Test(ex_1_6, large_records)
{
    struct check *check = check_begin("1.6", "large_records", &around_child);
    demand_alone(check, "20000", 20000);
    struct scene scene = {
        .arguments = { "1.6", "3", "2", "20000" },
        .moves = { { MOVE_HOLD, EVENT_LEAVE, ROLE_WRITE, OBJECT_PIPE, 1, 0, 0,
                     0 },
                   { MOVE_CUT, EVENT_ENTER, ROLE_WRITE, OBJECT_PIPE, 1, 0, 4097,
                     0 } },
    };
    demand_records(check, &scene, 20000, 3, 6);
    cr_assert(check_end(check));
}

Test(ex_1_6, writer_dies)
{
    struct check *check = check_begin("1.6", "writer_dies", &around_child);
    demand_alone(check, "20000", 20000);
    struct scene scene = {
        .arguments = { "1.6", "3", "3", "20000" },
        .moves = { { MOVE_KILL, EVENT_ENTER, ROLE_WRITE, OBJECT_PIPE, 2, 3,
                     SIGKILL, 0 } },
    };
    demand_records(check, &scene, 20000, 3, 6);
    cr_assert(check_end(check));
}

/* ---- 1.7 a small shell ---- */

/* What bash makes of the same lines, each followed by its status. */
static char *bash_says(const char *script, size_t *length, char **statuses)
{
    char *input = NULL;
    size_t size;
    int number = 1;
    FILE *stream = open_memstream(&input, &size);
    cr_assert(stream != NULL);
    for (const char *line = script; *line;) {
        size_t end = strcspn(line, "\n");
        (void)fprintf(stream,
                      "%.*s\ns=$?; echo \"= line %d status $s\" >&2; "
                      "(exit $s)\n",
                      (int)end, line, number++);
        line += end + (line[end] == '\n');
    }
    (void)fclose(stream);
    struct scene scene = { .arguments = { "--norc", "-s" },
                           .input = input,
                           .input_length = size };
    struct run *run = run_play("/usr/bin/bash", &scene);
    cr_assert(run != NULL && run->end == RUN_ENDED);
    char *output = run->output;
    *length = run->output_length;
    *statuses = run->errors;
    run->output = run->errors = NULL;
    run_close(run);
    free(input);
    return output;
}

/* Demands the same statuses line by line; messages in between may differ. */
static void demand_statuses(struct check *check, const char *expected)
{
    for (const char *line = expected; line && *line;) {
        size_t end = strcspn(line, "\n");
        if (strncmp(line, "= line ", 7) == 0) {
            char *wanted = strndup(line, end);
            check_line(check, wanted, "RESULT", NOWHERE,
                       "the status is $? of the line in bash");
            free(wanted);
        }
        line += end + (line[end] == '\n');
    }
}

static void demand_like_bash(struct check *check, const char *script)
{
    size_t length;
    char *statuses, *expected = bash_says(script, &length, &statuses);
    struct scene scene = { .arguments = { "1.7" },
                           .input = script,
                           .input_length = strlen(script),
                           .ends_in_reverse = true };
    check_play(check, &scene);
    check_output(check, expected, length);
    demand_statuses(check, statuses);
    check_no_stray_copy(check);
    check_all_reaped(check);
    check_stages_clean(check);
    free(expected);
    free(statuses);
}

Test(ex_1_7, words_and_statuses)
{
    struct check *check = check_begin("1.7", "words_and_statuses", &in_shell);
    demand_like_bash(check, "echo one  two\n"
                            "echo 'a  b' \"c | d\" e\\ f\n"
                            "sh -c 'exit 3'\n"
                            "no-such-program x\n"
                            "/usr\n"
                            "sh -c 'kill -9 $$'\n"
                            "\n"
                            "true\n");
    cr_assert(check_end(check));
}

/* A few lines of stages and files drawn from the seed. No line reads the file
 * that it writes: in bash, too, it would be chance what it finds there. */
static char *some_lines(struct check *check, int count)
{
    static const char *const sources[] = { "seq 30", "echo b a c",
                                           "printf '3\\n1\\n2\\n'",
                                           "cat < data" };
    static const char *const filters[] = { "sort",      "cat",
                                           "wc -l",     "tr a-z A-Z",
                                           "head -n 2", "grep -v 1" };
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    cr_assert(stream != NULL);
    (void)fputs("seq 3 > data\necho start > more\n", stream);
    for (int i = 0; i < count; i++) {
        (void)fputs(sources[check_random(check, 4)], stream);
        for (unsigned n = check_random(check, 3); n > 0; n--)
            (void)fprintf(stream, " | %s", filters[check_random(check, 6)]);
        if (check_random(check, 3) == 0)
            (void)fprintf(stream, " %s more",
                          check_random(check, 2) ? ">>" : "> ");
        (void)fputc('\n', stream);
    }
    (void)fputs("cat < more\n", stream);
    (void)fclose(stream);
    return text;
}

Test(ex_1_7, pipes_and_files)
{
    struct check *check = check_begin("1.7", "pipes_and_files", &in_shell);
    demand_like_bash(check, "seq 5 | sort -r | head -n 2 > out\n"
                            "cat < out\n"
                            "echo more >> out\n"
                            "wc -l < out | cat\n"
                            "cat < no-such-file\n"
                            "yes | head -n 1\n");
    cr_assert(check_end(check));
}

Test(ex_1_7, drawn_lines)
{
    struct check *check = check_begin("1.7", "drawn_lines", &in_shell);
    char *lines = some_lines(check, 8);
    demand_like_bash(check, lines);
    free(lines);
    cr_assert(check_end(check));
}

Test(ex_1_7, change_directory)
{
    struct check *check = check_begin("1.7", "change_directory", &in_shell);
    struct scene scene = { .arguments = { "1.7" },
                           .input = "cd /usr\npwd\n",
                           .input_length = 12 };
    struct run *run = check_play(check, &scene);
    check_output_as(check, "/usr\n", 5, "PROC-10", place_of_fork(run, 1),
                    "a child has a working directory of its own; the shell "
                    "itself did not move");
    cr_assert(check_end(check));
}

/* Each line comes when everything before it has come to rest. */
Test(ex_1_7, background)
{
    struct check *check = check_begin("1.7", "background", &in_shell);
    struct scene scene = {
        .arguments = { "1.7" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "mkfifo gate\n", 0, 0 },
                   { STEP_FEED, "cat gate | cat &\n", 0, 0 },
                   { STEP_FEED, "echo meanwhile | cat\n", 0, 0 },
                   { STEP_FEED, "echo through > gate\n", 0, 0 },
                   { STEP_FEED, "true\n", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    check_play(check, &scene);
    check_output(check, "meanwhile\nthrough\n", 18);
    check_stages_clean(check);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_7, many_lines)
{
    struct check *check = check_begin("1.7", "many_lines", &in_shell);
    struct scene scene = {
        .arguments = { "1.7" },
        .input = "true > a\ntrue < a | true\ntrue > a\ntrue < a | true\n"
                 "true > a\ntrue < a | true\ntrue > a\ntrue < a | true\n",
        .input_length = 100,
    };
    scene.input_length = strlen(scene.input);
    struct run *run = check_play(check, &scene);
    check_all_reaped(check);
    check_that(check, run->descriptors_left < 4, "LEFT", NOWHERE,
               "descriptors grow line by line",
               text_of("after 8 lines the shell holds %d descriptors that it "
                       "did not have before",
                       run->descriptors_left),
               text_of("close in the shell what only a child needs"));
    cr_assert(check_end(check));
}
