/* 01-pipes-bytes.c - what lab 01 demands of 1.2: all the bytes, though a read
 * or a write moves fewer than it was asked to, is interrupted, or has to wait.
 */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/input.h"
#include "harness/moments.h"
#include "harness/transfers.h"
#include "tests/01-pipes.h"

static const char not_asked_again[] =
    "read brought fewer bytes than were asked for, and the rest was not asked "
    "for again";

Test(ex_1_2, copy)
{
    struct check *check = check_begin("1.2", "copy", &pipes_around_child);
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
    struct check *check =
        check_begin("1.2", "short_reads", &pipes_around_child);
    char *text = check_letters(check, 250);
    struct scene scene = {
        .arguments = { "1.2", "100" },
        .input_pipe = true,
        .moves = { CUT_AT(MOVE_ROOT, ROLE_READ, OBJECT_PIPE, 7) },
        .steps = { { STEP_FEED, text, 150, 0 },
                   { STEP_FEED, text + 150, 100, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    struct run *run = check_play(check, &scene);
    check_transfers(check, text, 250);
    struct place place = place_of_short(run, ROLE_READ);
    check_line(check, "= read_full 100 -> 100", "PIPE-06", place,
               not_asked_again);
    check_line(check, "= read_full 100 -> 50", "PIPE-06", place,
               not_asked_again);
    check_output_as(check, text, 250, "PIPE-06", place, not_asked_again);
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_2, short_writes)
{
    struct check *check =
        check_begin("1.2", "short_writes", &pipes_around_child);
    char *text = check_letters(check, 50000);
    struct scene scene = {
        .arguments = { "1.2", "20000" },
        .input = text,
        .input_length = 50000,
        .output_pipe = true,
        .moves = { CUT_AT(MOVE_ROOT, ROLE_WRITE, OBJECT_PIPE, 4097) },
    };
    struct run *run = check_play(check, &scene);
    check_transfers(check, text, 50000);
    struct place place = place_of_short(run, ROLE_WRITE);
    const char *cause = "write took fewer bytes than it was given, and the "
                        "rest was never sent";
    check_line(check, "= write_full 20000 -> 20000", "PIPE-07", place, cause);
    check_output_as(check, text, 50000, "PIPE-07", place, cause);
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
                   place_of_short(run, ROLE_READ), not_asked_again);
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
    struct check *check =
        check_begin("1.2", "interrupted", &pipes_around_child);
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
        check_begin("1.2", "end_in_the_middle", &pipes_around_child);
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
    struct check *check = check_begin("1.2", "errors", &pipes_around_child);
    char *text = check_letters(check, 300);
    struct scene broken = {
        .arguments = { "1.2", "200" },
        .input = text,
        .input_length = 300,
        .moves = { FAIL_AT(MOVE_ROOT, ROLE_READ, OBJECT_FILE, 2, EIO) },
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
    struct check *check = check_begin("1.2", "not_yet", &pipes_around_child);
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
