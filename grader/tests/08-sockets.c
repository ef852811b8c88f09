/* 08-sockets.c - what lab 08 demands, part 1: pairs, frames, names, children.
 *
 *   08-sockets.c            8.1 to 8.4
 *   08-sockets-net.c        8.5 and 8.6
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

/* ---- moves ---- */

/* Held when it first does this, until all others sleep. */
#define HOLD(role, who)                                                        \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, role, OBJECT_SOCKET, who, 1, 0, 0              \
    }
#define HOLD_AT_EXEC(who)                                                      \
    {                                                                          \
        MOVE_HOLD, EVENT_EXEC, ROLE_NONE, OBJECT_NONE, who, 1, 0, 0            \
    }
/* Each call moves so many bytes at most. */
#define CUT(role, who, bytes)                                                  \
    {                                                                          \
        MOVE_CUT, EVENT_ENTER, role, OBJECT_SOCKET, who, 0, bytes, 0           \
    }

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
                           .moves = { CUT(ROLE_READ, MOVE_ROOT, 3) } };
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
                          .moves = { HOLD(ROLE_WRITE, MOVE_ROOT) } };
    check_play(check, &gone);
    demand_status(check, "0");
    struct scene unread = { .arguments = { "8.1", "hello", "sh", "-c",
                                           "echo said; exit 3" },
                            .moves = { HOLD_AT_EXEC(1) } };
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
                           .moves = { HOLD_AT_EXEC(1) } };
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
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, OBJECT_NONE, MOVE_ROOT,
                     1, EAGAIN, 0 } },
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
        .moves = { HOLD(ROLE_READ, MOVE_ROOT) },
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
            .moves = { CUT(ROLE_READ, MOVE_ROOT, bytes) },
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
                           .moves = { HOLD(ROLE_READ, 1) } };
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
        { "\\xff\\xff\\xff\\xffabc", "", "-1 EMSGSIZE" },
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
                           .moves = { HOLD(ROLE_WRITE, MOVE_ROOT) } };
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
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_WRITE, OBJECT_SOCKET, 1, 0, 0,
                     0 } },
    };
    check_play(check, &scene);
    demand_frames(check, "frame [hello]\n", "-2");
    cr_assert(check_end(check));
}

/* ---- 8.3 a name for a server ---- */

static struct place bind_line(const struct run *run)
{
    return socket_place(run, ROLE_SOCKET, "bind", 0, 0);
}

/* Whoever asks the living server got to another one, who never answers. */
static bool explain_names(struct check *check, const struct run *run)
{
    const char *listens = run_result(run, "listen");
    check_that(check, !listens || strcmp(listens, "0") != 0, "SOCK-06",
               bind_line(run), "the name of a living server was taken",
               text_of("a client of the server that lived there got to your "
                       "socket"),
               text_of("its path was removed, and a new socket stands in its "
                       "place; the server lives, and nobody can reach it"));
    return check->failed;
}

static const struct setting names = { .explain = explain_names, .roles = true };

static void demand_listening(struct check *check, const char *code,
                             const char *cause)
{
    const struct run *run = check->run;
    check_result(check, "listen", "0", code, bind_line(run), cause);
    check_result(check, "connect", "0", code, bind_line(run), cause);
    check_result(check, "cloexec", "1", "RESULT", NOWHERE,
                 "descriptors are close-on-exec: SOCK_CLOEXEC");
}

Test(ex_8_3, listens)
{
    struct check *check = check_begin("8.3", "listens", &names);
    struct scene scene = { .arguments = { "8.3", "upper", "listen",
                                          "connect" } };
    check_play(check, &scene);
    demand_listening(check, "RESULT", NULL);
    check_result(check, "path", "socket", "RESULT", NOWHERE, NULL);
    struct scene empty = { .arguments = { "8.3", "", "listen" } };
    check_play(check, &empty);
    check_result(check, "listen", "-1 ENOENT", "RESULT", NOWHERE,
                 "an empty name is no name");
    cr_assert(check_end(check));
}

Test(ex_8_3, dead_name)
{
    struct check *check = check_begin("8.3", "dead_name", &names);
    struct scene scene = { .arguments = { "8.3", "upper", "dead", "listen",
                                          "connect" } };
    check_play(check, &scene);
    demand_listening(check, "SOCK-05",
                     "the socket of a server that has gone is still there, and "
                     "bind refuses its name; nobody but you will remove it");
    cr_assert(check_end(check));
}

Test(ex_8_3, living_server)
{
    struct check *check = check_begin("8.3", "living_server", &names);
    const char *cause = "a server lives at this name: its path was removed, "
                        "and with it the way to its clients";
    struct scene scene = { .arguments = { "8.3", "upper", "alive", "listen",
                                          "ask" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "listen", "-1 EADDRINUSE", "SOCK-06", bind_line(run),
                 cause);
    check_result(check, "ask", "alive", "SOCK-06", bind_line(run), cause);
    struct scene abstract = { .arguments = { "8.3", "@upper", "alive", "listen",
                                             "ask" } };
    run = check_play(check, &abstract);
    check_result(check, "listen", "-1 EADDRINUSE", "SOCK-10", bind_line(run),
                 "the name is in use; this address counted other bytes, and so "
                 "is another name");
    cr_assert(check_end(check));
}

Test(ex_8_3, other_file)
{
    struct check *check = check_begin("8.3", "other_file", &names);
    struct scene scene = { .arguments = { "8.3", "upper", "file", "listen" } };
    struct run *run = check_play(check, &scene);
    const char *cause = "what has this name is a file, and no socket: it is "
                        "somebody's, and stays";
    check_result(check, "path", "file", "SOCK-06", bind_line(run), cause);
    check_result(check, "listen", "-1 EADDRINUSE", "SOCK-06", bind_line(run),
                 cause);
    cr_assert(check_end(check));
}

Test(ex_8_3, long_name)
{
    struct check *check = check_begin("8.3", "long_name", &names);
    struct scene fits = { .arguments = { "8.3", "*107", "listen", "connect" } };
    check_play(check, &fits);
    demand_listening(check, "RESULT", "a name of 107 bytes is allowed");
    check->crash_code = "SOCK-09";
    check->crash_cause = "a longer name was copied to sun_path than there is "
                         "room for";
    check->crash_place = bind_line;
    static const char *const longer[] = { "*108", "*250" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = { .arguments = { "8.3", longer[i], "listen" } };
        struct run *run = check_play(check, &scene);
        check_result(check, "listen", "-1 ENAMETOOLONG", "SOCK-09",
                     bind_line(run),
                     "sun_path has 108 bytes, and one of them is the zero byte "
                     "at the end: a longer name was cut, or went beyond");
    }
    cr_assert(check_end(check));
}

Test(ex_8_3, abstract_name)
{
    struct check *check = check_begin("8.3", "abstract_name", &names);
    struct scene scene = { .arguments = { "8.3", "@upper", "listen",
                                          "connect" } };
    struct run *run = check_play(check, &scene);
    bool file = run_result(run, "path") &&
                strcmp(run_result(run, "path"), "nothing") != 0;
    demand_listening(check, "SOCK-10",
                     "others who know the name count its bytes exactly; this "
                     "address counted other ones as well, or too few");
    check_that(check, !file, "SOCK-10", bind_line(run), "a path and no name",
               text_of("a file was made for a name that lies in no directory"),
               text_of("the first byte of an abstract name is a zero byte"));
    cr_assert(check_end(check));
}

/* ---- 8.4 a child for every client ---- */

/* A server that does one thing after the other. */
static void look_at_one_by_one(struct check *check, const struct run *run)
{
    struct place place = socket_sleeps(run, trace_root(run->trace), ROLE_WAIT);
    if (place.file && !check->failed)
        check_that(check, false, "PROC-03", place, "one client after the other",
                   text_of("your server waits for the child of one client, "
                           "while another client waits to be accepted"),
                   text_of("the children are there to work side by side: go "
                           "back to accept, and reap those that have ended"));
    check_one_client(check, trace_root(run->trace));
}

static bool explain_each(struct check *check, const struct run *run)
{
    check_connection_kept(check);
    look_at_one_by_one(check, run);
    return check->failed;
}

static const struct setting children = { .explain = explain_each,
                                         .sigpipe = "SOCK-03",
                                         .end = "SOCK-07",
                                         .roles = true };

static void demand_served(struct check *check, struct scene *scene,
                          const char *expected)
{
    check_play(check, scene);
    check_no_failure(check, "returned", ECONNABORTED, "SOCK-22",
                     "one client went away before it was accepted; the others "
                     "are still to be served");
    check_no_failure(
        check, "returned", EINTR, "SOCK-22",
        "a signal handler ran; nothing is wrong with the listener");
    check_lines_in_any_order(check, expected);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

Test(ex_8_4, answers)
{
    struct check *check = check_begin("8.4", "answers", &children);
    struct scene one = { .arguments = { "8.4", "upper", "ask:hello,Wor1d!" } };
    demand_served(check, &one, "client 1 [HELLO]\nclient 1 [WOR1D!]\n");
    struct scene tcp = { .arguments = { "-6", "8.4", "-", "ask:abc" },
                         .moves = { CUT(ROLE_READ, 2, 2),
                                    CUT(ROLE_WRITE, 2, 3) } };
    demand_served(check, &tcp, "client 1 [ABC]\n");
    struct scene none = { .arguments = { "8.4", "upper", "silent" } };
    demand_served(check, &none, "");
    cr_assert(check_end(check));
}

/* The first client says nothing until the second one has been served. */
Test(ex_8_4, side_by_side)
{
    struct check *check = check_begin("8.4", "side_by_side", &children);
    struct scene scene = { .arguments = { "8.4", "upper", "silent",
                                          "ask:hello" },
                           .moves = { HOLD(ROLE_CONNECT, 2) } };
    demand_served(check, &scene, "client 2 [HELLO]\n");
    cr_assert(check_end(check));
}

/* A client who waits for the end of its connection gets it while others are
 * still there. */
Test(ex_8_4, connections_end)
{
    struct check *check = check_begin("8.4", "connections_end", &children);
    struct scene scene = { .arguments = { "-4", "8.4", "-", "ask:one",
                                          "silent" },
                           .moves = { HOLD(ROLE_CONNECT, 2) } };
    demand_served(check, &scene, "client 1 [ONE]\n");
    cr_assert(check_end(check));
}

Test(ex_8_4, listener_free)
{
    struct check *check = check_begin("8.4", "listener_free", &children);
    struct scene scene = { .arguments = { "-c", "8.4", "upper", "silent" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "connect", "-1 ECONNREFUSED", "SOCK-14",
                 place_of_fork(run, 2),
                 "the server was killed, and its name is in use still: the "
                 "child that serves one client has a copy of the listening "
                 "socket, and will never accept");
    cr_assert(check_end(check));
}

Test(ex_8_4, failed_accept)
{
    struct check *check = check_begin("8.4", "failed_accept", &children);
    struct scene aborted = {
        .arguments = { "8.4", "upper", "ask:hello" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_ACCEPT, OBJECT_SOCKET,
                     MOVE_ROOT, 1, ECONNABORTED, 0 } },
    };
    demand_served(check, &aborted, "client 1 [HELLO]\n");
    struct scene interrupted = { .arguments = { "-s", "8.4", "upper",
                                                "ask:hello" },
                                 .interrupt_waits = true,
                                 .moves = { HOLD(ROLE_CONNECT, 1) } };
    demand_served(check, &interrupted, "client 1 [HELLO]\n");
    struct scene fork = {
        .arguments = { "8.4", "upper", "silent" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, OBJECT_NONE, MOVE_ROOT,
                     2, EAGAIN, 0 } },
    };
    check_play(check, &fork);
    check_result(check, "returned", "-1 EAGAIN", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_8_4, client_vanishes)
{
    struct check *check = check_begin("8.4", "client_vanishes", &children);
    struct scene scene = { .arguments = { "8.4", "upper", "vanish:x",
                                          "ask:hello" },
                           .moves = { HOLD(ROLE_WRITE, 3) } };
    demand_served(check, &scene, "client 2 [HELLO]\n");
    cr_assert(check_end(check));
}
