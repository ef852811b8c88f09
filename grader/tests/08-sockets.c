/* 08-sockets.c - what lab 08 demands, part 1: pairs and frames.
 *
 *   08-sockets.c            8.1 and 8.2
 *   08-sockets-servers.c    8.3 and 8.4
 *   08-sockets-net.c        8.5
 *   08-sockets-many.c       8.6
 *   08-sockets-messages.c   8.7 to 8.9
 *
 * Each test starts the student's program behind walls; main.c there plays the
 * other side with plain calls, and the grader cuts what a stream moves, holds
 * processes, sends signals and kills. What is demanded is what sockets.h
 * promises; which calls a program uses, and in which order, is its own affair.
 * Behind walls there is a network of its own, with loopback only.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/sockets.h"
#include "harness/moments.h"

/* ---- moves ---- */

/* ---- 8.1 a pair ---- */

static bool explain_pair(struct check *check, const struct run *run)
{
    (void)run;
    check_half_close(check);
    check_connection_kept(check);
    return check->failed;
}

static const struct setting pair = { .explain = explain_pair,
                                     .sigpipe = "SOCK-03",
                                     .end = "SOCK-07" };

static void demand_no_failure(struct check *check)
{
    check_no_failure(
        check, "status", EPIPE, "SOCK-03",
        "the command needs no more input; what it says is still to "
        "be received");
    check_no_failure(check, "status", EBADF, "SOCK-15",
                     "close ends both ways of a connection; shutdown(SHUT_WR) "
                     "ends one, and the answer can still come");
    check_no_failure(check, "status", ECONNRESET, "RESULT",
                     "the command ended with input unread; that is its own "
                     "affair, and its answer is complete");
    check_carried_on(check, "status");
}

static void demand_status(struct check *check, const char *status)
{
    demand_no_failure(check);
    check_result(check, "status", status, "RESULT", NOWHERE, NULL);
    check_result(
        check, "descriptors", "0", "LEFT", NOWHERE,
        "so many descriptors more were open behind the call: both ends "
        "of the pair are to be closed");
    check_all_reaped(check);
}

Test(ex_8_1, answer)
{
    struct check *check = check_begin("8.1", "answer", &pair);
    struct scene count = { .arguments = { "8.1", "a\\x00b\\xff", "wc", "-c" } };
    check_play(check, &count);
    demand_no_failure(check);
    check_output(check, "4\n", 2);
    demand_status(check, "0");
    struct scene upper = { .arguments = { "8.1", "hello", "tr", "a-z",
                                          "A-Z" } };
    check_play(check, &upper);
    demand_no_failure(check);
    check_output(check, "HELLO", 5);
    demand_status(check, "0");
    struct scene status = { .arguments = { "8.1", "", "sh", "-c",
                                           "cat; exit 3" } };
    check_play(check, &status);
    demand_status(check, "3");
    cr_assert(check_end(check));
}

Test(ex_8_1, pieces)
{
    struct check *check = check_begin("8.1", "pieces", &pair);
    struct scene scene = { .arguments = { "8.1", "one two three", "cat" },
                           .moves = { CUT_SOCKET(ROLE_READ, MOVE_ROOT, 3) } };
    struct run *run = check_play(check, &scene);
    demand_no_failure(check);
    check_output_as(check, "one two three", 13, "SOCK-01",
                    socket_short(run, ROLE_READ, 0),
                    "an answer may come in pieces; it ends when the stream "
                    "does");
    demand_status(check, "0");
    cr_assert(check_end(check));
}

/* The command has ended before anything was sent; or with all of it unread. */
Test(ex_8_1, wants_no_input)
{
    struct check *check = check_begin("8.1", "wants_no_input", &pair);
    struct scene gone = { .arguments = { "8.1", "hello", "true" },
                          .moves = { HOLD_SOCKET(ROLE_WRITE, MOVE_ROOT) } };
    check_play(check, &gone);
    demand_status(check, "0");
    struct scene unread = { .arguments = { "8.1", "hello", "sh", "-c",
                                           "echo said; exit 3" },
                            .moves = { HOLD_EXEC(1) } };
    check_play(check, &unread);
    demand_no_failure(check);
    check_output(check, "said\n", 5);
    demand_status(check, "3");
    cr_assert(check_end(check));
}

Test(ex_8_1, long_answer)
{
    struct check *check = check_begin("8.1", "long_answer", &pair);
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    cr_assert(stream != NULL);
    for (int i = 1; i <= 3000; i++)
        (void)fprintf(stream, "%d\n", i);
    (void)fclose(stream);
    struct scene scene = { .arguments = { "8.1", "*4096", "seq", "3000" } };
    struct run *run = check_play(check, &scene);
    demand_no_failure(check);
    check_output_as(check, text, length, "SOCK-01",
                    socket_place(run, ROLE_READ, NULL, 0, 1),
                    "one receive is not the whole answer; it ends when the "
                    "stream does");
    demand_status(check, "0");
    free(text);
    cr_assert(check_end(check));
}

Test(ex_8_1, interrupted)
{
    struct check *check = check_begin("8.1", "interrupted", &pair);
    struct scene scene = { .arguments = { "-s", "8.1", "hello", "cat" },
                           .interrupt_waits = true,
                           .moves = { HOLD_EXEC(1) } };
    check_play(check, &scene);
    demand_no_failure(check);
    check_output(check, "hello", 5);
    demand_status(check, "0");
    cr_assert(check_end(check));
}

Test(ex_8_1, errors)
{
    struct check *check = check_begin("8.1", "errors", &pair);
    struct scene scene = {
        .arguments = { "8.1", "hello", "cat" },
        .moves = { FORK_FAILS(1) },
    };
    check_play(check, &scene);
    demand_status(check, "-1 EAGAIN");
    struct scene unknown = { .arguments = { "8.1", "x", "no-such-command" } };
    check_play(check, &unknown);
    demand_status(check, "127");
    cr_assert(check_end(check));
}

/* ---- 8.2 frames ---- */

static const struct setting frames = { .sigpipe = "SOCK-03",
                                       .end = "SOCK-07",
                                       .roles = true };

/* The first frame of every scene is short: its length has zero bytes first. */
static bool is_reversed(const struct run *run)
{
    const char *bytes = run->output ? strchr(run->output, '[') : NULL;
    return bytes && bytes[1] != ']' && strncmp(bytes, "[\\x00", 5) != 0;
}

static void demand_wire(struct check *check, const char *expected,
                        const char *code, struct place place, const char *cause)
{
    const struct run *run = check->run;
    if (is_reversed(run)) {
        code = "SOCK-08";
        place = socket_place(run, ROLE_WRITE, NULL, 0, 1);
        cause = "the length went out in the order of this machine";
    }
    check_output_as(check, expected, strlen(expected), code, place, cause);
}

Test(ex_8_2, wire)
{
    struct check *check = check_begin("8.2", "wire", &frames);
    struct scene scene = { .arguments = { "8.2", "send", "hello", "",
                                          "a\\x00b" } };
    check_play(check, &scene);
    demand_wire(check,
                "bytes [\\x00\\x00\\x00\\x05hello\\x00\\x00\\x00\\x00"
                "\\x00\\x00\\x00\\x03a\\x00b]\n",
                "OUT", NOWHERE, NULL);
    check_result(check, "send 3", "0", "RESULT", NOWHERE, NULL);
    struct scene large = { .arguments = { "8.2", "send", "*4097" } };
    check_play(check, &large);
    check_result(check, "send 1", "-1 EMSGSIZE", "RESULT", NOWHERE,
                 "a frame has at most FRAME_MAX bytes");
    check_output(check, "bytes []\n", 9);
    cr_assert(check_end(check));
}

/* By the student's code, in the program itself. */
static int64_t bytes_received(const struct run *run)
{
    const struct event *event;
    int64_t bytes = 0;
    for (int nth = 1; (event = socket_call(run, ROLE_READ, NULL,
                                           trace_root(run->trace), nth));
         nth++)
        bytes += event->result > 0 ? event->result : 0;
    return bytes;
}

/* A length read in the wrong order is far beyond every frame. */
static void demand_frames(struct check *check, const char *expected,
                          const char *end)
{
    const struct run *run = check->run;
    const char *told = run_result(run, "end");
    bool order = run->output_length == 0 && told &&
                 strcmp(told, "-1 EMSGSIZE") == 0 && expected[0] != '\0' &&
                 bytes_received(run) >= 4;
    struct place place = socket_short(run, ROLE_READ, 0);
    check_carried_on(check, "end");
    if (order)
        check_that(check, false, "SOCK-08",
                   socket_place(run, ROLE_READ, NULL, 0, 1),
                   "a length in the wrong order",
                   text_of("the first frame was refused with EMSGSIZE; it is a "
                           "short one"),
                   text_of("its length came with the most significant byte "
                           "first, and this machine has the least significant "
                           "one first"));
    check_output_as(check, expected, strlen(expected), "SOCK-01", place,
                    "what one receive brings is no frame: take what is missing "
                    "of this frame, all of it, and no more");
    check_result(check, "end", end, "RESULT", NOWHERE, NULL);
}

Test(ex_8_2, bytes)
{
    struct check *check = check_begin("8.2", "bytes", &frames);
    struct scene scene = {
        .arguments = { "8.2", "receive",
                       "\\x00\\x00\\x00\\x02hi\\x00\\x00\\x00\\x00"
                       "\\x00\\x00\\x00\\x03a\\x00b" },
        .moves = { HOLD_SOCKET(ROLE_READ, MOVE_ROOT) },
    };
    check_play(check, &scene);
    demand_frames(check, "frame [hi]\nframe []\nframe [a\\x00b]\n", "-2");
    cr_assert(check_end(check));
}

Test(ex_8_2, pieces)
{
    struct check *check = check_begin("8.2", "pieces", &frames);
    for (int bytes = 1; bytes <= 3; bytes += 2) {
        struct scene scene = {
            .arguments = { "8.2", "receive",
                           "\\x00\\x00\\x00\\x05hello\\x00\\x00\\x00\\x02yo" },
            .moves = { CUT_SOCKET(ROLE_READ, MOVE_ROOT, bytes) },
        };
        check_play(check, &scene);
        demand_frames(check, "frame [hello]\nframe [yo]\n", "-2");
    }
    cr_assert(check_end(check));
}

/* "bytes [...]", the two frames of *100 and *4096 as they go out. */
static char *two_frames(void)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    cr_assert(stream != NULL);
    (void)fputs("bytes [\\x00\\x00\\x00d", stream);
    for (int i = 0; i < 100; i++)
        (void)fputc('a' + i % 26, stream);
    (void)fputs("\\x00\\x00\\x10\\x00", stream);
    for (int i = 0; i < 4096; i++)
        (void)fputc('a' + i % 26, stream);
    (void)fputs("]\n", stream);
    (void)fclose(stream);
    return text;
}

/* There is room for half of the second frame; a signal comes while the rest
 * waits, and another one when nothing more has gone. */
Test(ex_8_2, short_sends)
{
    struct check *check = check_begin("8.2", "short_sends", &frames);
    struct scene scene = { .arguments = { "-s", "-b", "8.2", "send", "*100",
                                          "*4096" },
                           .interrupt_waits = true,
                           .moves = { HOLD_SOCKET(ROLE_READ, 1) } };
    struct run *run = check_play(check, &scene);
    char *text = two_frames();
    check_carried_on(check, "send");
    demand_wire(check, text, "SOCK-02", socket_short(run, ROLE_WRITE, 0),
                "a signal came when a part had gone: send returned how much, "
                "and the rest was never sent");
    check_result(check, "send 2", "0", "RESULT", NOWHERE, NULL);
    free(text);
    cr_assert(check_end(check));
}

Test(ex_8_2, ends)
{
    struct check *check = check_begin("8.2", "ends", &frames);
    static const struct {
        const char *bytes, *expected, *end;
    } cases[] = {
        { "\\x00\\x00\\x00\\x01x\\x00\\x00", "frame [x]\n", "-1 EPROTO" },
        { "\\x00\\x00\\x00\\x01x\\x00\\x00\\x00\\x04abc", "frame [x]\n",
          "-1 EPROTO" },
        { "\\x00\\x00\\x10\\x01abc", "", "-1 EMSGSIZE" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene scene = { .arguments = { "8.2", "receive",
                                              cases[i].bytes } };
        check_play(check, &scene);
        demand_frames(check, cases[i].expected, cases[i].end);
    }
    cr_assert(check_end(check));
}

Test(ex_8_2, partner_gone)
{
    struct check *check = check_begin("8.2", "partner_gone", &frames);
    struct scene scene = { .arguments = { "-p", "8.2", "send", "hello" },
                           .moves = { HOLD_SOCKET(ROLE_WRITE, MOVE_ROOT) } };
    check_play(check, &scene);
    check_result(check, "send 1", "-1 EPIPE", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_8_2, interrupted)
{
    struct check *check = check_begin("8.2", "interrupted", &frames);
    struct scene scene = {
        .arguments = { "-s", "8.2", "receive", "\\x00\\x00", "\\x00\\x05hel",
                       "lo" },
        .interrupt_waits = true,
        .moves = { HOLD_AT(1, ROLE_WRITE, OBJECT_SOCKET, 0) },
    };
    check_play(check, &scene);
    demand_frames(check, "frame [hello]\n", "-2");
    cr_assert(check_end(check));
}
