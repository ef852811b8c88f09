/* 02-fifos.c - what lab 02 demands, as a list of checks.
 *
 * main.c is the director: each scene is a list of words that it plays with
 * processes of its own, the nth of which is `child` n of a move. The moves bring
 * the moments that decide: a reader that sees no writer for a while, a client
 * that leaves between the server's open and its write, two servers at once.
 * Which calls a program uses, and in which order, is its own affair. 10 seconds
 * of wall clock a run are the brake (run.h); no verdict comes from it.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/fifos.h"
#include "harness/input.h"
#include "harness/left.h"

#define LARGE 300000
#define LINE_LIMIT 4096 /* PIPE_BUF: a line and its newline */

/* Child n stands still there until all others sleep: at its mth call, each. */
#define HOLD(n, role, m)                                                       \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, role, OBJECT_FIFO, n, m, 0, 0                  \
    }
#define CUT(n, role, bytes)                                                    \
    {                                                                          \
        MOVE_CUT, EVENT_ENTER, role, OBJECT_FIFO, n, 0, bytes, 0               \
    }
#define KILL(n, role, object, m)                                               \
    {                                                                          \
        MOVE_KILL, EVENT_ENTER, role, object, n, m, SIGKILL, 0                 \
    }

static const struct setting meeting = {
    .stuck = { [CAUSE_OWN_WRITE_END] = "PIPE-01" },
    .fifo_end = "EOF",
};
static const struct setting two_ways = {
    .explain = fifo_explain_crossed,
    .stuck = { [CAUSE_OWN_WRITE_END] = "PIPE-01",
               [CAUSE_HELD_WRITE_END] = "PIPE-02",
               [CAUSE_BOTH_READ] = "PIPE-05" },
    .fifo_end = "EOF",
};
/* Who waits for a reader or a writer here waits for one that has given up. */
static const struct setting collecting = {
    .explain = fifo_explain_reader,
    .busy = "PIPE-14",
    .fifo_end = "FIFO-03",
};
static const struct setting not_waiting = {
    .explain = fifo_explain_open,
    .busy = "FIFO-02",
};
static const struct setting serving = {
    .explain = fifo_explain_open,
    .busy = "PIPE-14",
    .fifo_end = "FIFO-05",
};

static const struct setting living = {
    .explain = fifo_explain_signal,
    .fifo_end = "FIFO-03",
};

/* ---- 2.1 make it, meet ---- */

static void demand_meeting(struct check *check, const char *word)
{
    struct scene scene = { .arguments = { "2.1", "meet", word } };
    char count[32];
    check_play(check, &scene);
    (void)snprintf(count, sizeof count, "%zu", strlen(word));
    check_result(check, "made", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "path", "fifo", "FIFO-04", NOWHERE,
                 "what has the name is no FIFO");
    check_output(check, word, strlen(word));
    check_result(check, "sent", count, "RESULT", NOWHERE, NULL);
    check_result(check, "received", count, "RESULT", NOWHERE, NULL);
}

Test(ex_2_1, meet)
{
    struct check *check = check_begin("2.1", "meet", &meeting);
    char *word = check_letters(check, 40);
    demand_meeting(check, word);
    demand_meeting(check, "");
    free(word);
    cr_assert(check_end(check));
}

Test(ex_2_1, second_run)
{
    struct check *check = check_begin("2.1", "second_run", &meeting);
    struct scene scene = { .arguments = { "2.1", "-l", "meet", "again" } };
    check_play(check, &scene);
    check_result(check, "made", "0", "FIFO-04", NOWHERE,
                 "the FIFO of the last run was still there: that is no error");
    check_result(check, "path", "fifo", "FIFO-04", NOWHERE, NULL);
    check_output(check, "again", 5);
    cr_assert(check_end(check));
}

Test(ex_2_1, plain_file)
{
    struct check *check = check_begin("2.1", "plain_file", &meeting);
    const char *cause = "a plain file has that name: nobody can meet there, "
                        "and what it holds is somebody's";
    struct scene file = { .arguments = { "2.1", "-r", "meet", "text" } };
    struct run *run;
    check_play(check, &file);
    check_result(check, "made", "-1 EEXIST", "FIFO-04", NOWHERE, cause);
    check_result(check, "path", "keep me", "FIFO-04", NOWHERE, cause);
    check_result(check, "sent", "-1 EINVAL", "FIFO-04", NOWHERE, cause);
    struct scene nothing = { .arguments = { "2.1", "-n", "meet", "text" } };
    run = check_play(check, &nothing);
    check_result(
        check, "path", "nothing", "FIFO-04", fifo_place_of_file(run),
        "open with O_CREAT made a plain file where a FIFO was missing");
    check_result(check, "sent", "-1 ENOENT", "FIFO-04", NOWHERE,
                 "there was no FIFO of that name");
    cr_assert(check_end(check));
}

Test(ex_2_1, large_text)
{
    struct check *check = check_begin("2.1", "large_text", &meeting);
    char *text = check_letters(check, LARGE);
    struct scene scene = { .arguments = { "2.1", "meet", "-" },
                           .input = text,
                           .input_length = LARGE,
                           .moves = { CUT(1, ROLE_READ, 1000),
                                      CUT(2, ROLE_WRITE, 5000) } };
    struct run *run = check_play(check, &scene);
    check_output_as(check, text, LARGE, "PIPE-07",
                    place_of_short(run, ROLE_WRITE),
                    "write took fewer bytes than it was given, and the rest "
                    "was never sent");
    check_result(check, "received", "300000", "RESULT", NOWHERE, NULL);
    free(text);
    cr_assert(check_end(check));
}

/* ---- 2.2 two directions ---- */

static const char in_pieces[] =
    "an answer may come in several pieces: one read is not one line";

/* Each side in turn comes first to its opens. */
static void demand_dialogue(struct check *check, int held)
{
    static const char *const told[] = { "= answer FIRST LINE", "= answer X",
                                        "= answer A2, B3" };
    struct scene scene = {
        .arguments = { "2.2", "talk", "first line", "x", "a2, b3" },
        .moves = { HOLD(held, ROLE_OPEN, 1) },
    };
    struct run *run = check_play(check, &scene);
    for (int i = 0; i < 3; i++)
        check_line(check, told[i], "PIPE-06", place_of_call(run, ROLE_READ, 2),
                   in_pieces);
    check_result(check, "served", "0", "RESULT", NOWHERE,
                 "when the client has left, the server's read gives 0 and its "
                 "work is done");
}

Test(ex_2_2, dialogue)
{
    struct check *check = check_begin("2.2", "dialogue", &two_ways);
    demand_dialogue(check, 1);
    demand_dialogue(check, 2);
    cr_assert(check_end(check));
}

Test(ex_2_2, answer_in_pieces)
{
    struct check *check = check_begin("2.2", "answer_in_pieces", &two_ways);
    struct scene scene = {
        .arguments = { "2.2", "talk", "hello there", "again" },
        .moves = { CUT(2, ROLE_READ, 3) },
    };
    struct run *run = check_play(check, &scene);
    check_line(check, "= answer HELLO THERE", "PIPE-06",
               place_of_call(run, ROLE_READ, 2), in_pieces);
    check_line(check, "= answer AGAIN", "PIPE-06",
               place_of_call(run, ROLE_READ, 2), in_pieces);
    cr_assert(check_end(check));
}

Test(ex_2_2, server_leaves)
{
    struct check *check = check_begin("2.2", "server_leaves", &two_ways);
    struct scene scene = {
        .arguments = { "2.2", "talk", "hello" },
        .moves = { KILL(1, ROLE_WRITE, OBJECT_FIFO, 1) },
    };
    check_play(check, &scene);
    check_result(check, "answer", "-1 EPIPE", "RESULT", NOWHERE,
                 "the server was killed before it answered: read gives 0, the "
                 "end, and no answer will come");
    cr_assert(check_end(check));
}

Test(ex_2_2, long_answer)
{
    struct check *check = check_begin("2.2", "long_answer", &two_ways);
    char *line = check_letters(check, 600);
    for (char *at = line; *at; at++)
        *at = *at == '\n' || *at == ' ' ? '_' : *at;
    struct scene scene = { .arguments = { "2.2", "talk", line } };
    check_play(check, &scene);
    check_result(check, "answer", "-1 EMSGSIZE", "RESULT", NOWHERE,
                 "600 bytes do not fit where there is room for 512");
    free(line);
    cr_assert(check_end(check));
}

/* ---- 2.3 a log collector ---- */

/* Child 1 collects. Each writer waits until the collector has seen that nobody
 * is there; then it comes while the collector is about to close or to open. */
static void demand_lines(struct check *check, struct scene *scene,
                         const char *output, const char *count)
{
    struct run *run = check_play(check, scene);
    check_not_early(check, "collector");
    check_no_end_taken(check, strcmp(run->output, output) == 0, "collector");
    check_output(check, output, strlen(output));
    check_result(check, "collected", count, "RESULT", NOWHERE, NULL);
}

Test(ex_2_3, one_by_one)
{
    struct check *check = check_begin("2.3", "one_by_one", &collecting);
    struct scene apart = {
        .arguments = { "2.3", "log", "line:one", "line:two", "line:three" },
        .moves = { HOLD(2, ROLE_OPEN, 1), HOLD(3, ROLE_OPEN, 1),
                   HOLD(4, ROLE_OPEN, 1), HOLD(5, ROLE_OPEN, 1) },
    };
    demand_lines(check, &apart, "one\ntwo\nthree\n", "3");
    struct scene closing = {
        .arguments = { "2.3", "log", "line:one", "line:two", "line:three" },
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_CLOSE, OBJECT_NONE, 1, 0, 0,
                     0 } },
    };
    demand_lines(check, &closing, "one\ntwo\nthree\n", "3");
    struct scene opening = {
        .arguments = { "2.3", "log", "line:one", "line:two", "line:three" },
        .moves = { HOLD(1, ROLE_OPEN, 0) },
    };
    demand_lines(check, &opening, "one\ntwo\nthree\n", "3");
    cr_assert(check_end(check));
}

/* The text of main.c's fill_text. */
static bool is_text(const char *at, size_t size, int writer, int number)
{
    char pattern[32];
    size_t length =
        (size_t)snprintf(pattern, sizeof pattern, "%02d:%06d ", writer, number);
    for (size_t i = 0; i < size; i++)
        if (at[i] != pattern[i % length])
            return false;
    return true;
}

/* Counts pieces of size bytes, each with a newline as its last byte, those of
 * each writer in order; -1 at the first that is mixed. */
static int count_pieces(const struct run *run, size_t size, int writers)
{
    int next[32] = { 0 }, count = 0;
    for (size_t at = 0; at < run->output_length; at += size) {
        int writer, number;
        if (run->output_length - at < size ||
            sscanf(run->output + at, "%2d:%6d", &writer, &number) != 2 ||
            writer < 0 || writer >= writers || number != next[writer] ||
            !is_text(run->output + at, size - 1, writer, number) ||
            run->output[at + size - 1] != '\n')
            return -1;
        next[writer]++;
        count++;
    }
    return count;
}

/* Did somebody give a FIFO more than stays in one piece? */
static bool wrote_more_than_a_piece(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        const struct object *object =
            world_object(trace_world(run->trace), event->object);
        if (event->kind == EVENT_ENTER && info && info->role == ROLE_WRITE &&
            object && object->kind == OBJECT_FIFO &&
            event->arguments[2] > LINE_LIMIT)
            return true;
    }
    return false;
}

static void demand_pieces(struct check *check, struct scene *scene, size_t size,
                          int writers, int least, const char *key)
{
    struct run *run = check_play(check, scene);
    const char *reader = strcmp(key, "taken") == 0 ? "taker" : "collector";
    check_not_early(check, reader);
    if (check->failed)
        return;
    int count = count_pieces(run, size, writers);
    check_no_end_taken(check, count < 0 || count >= least, reader);
    if (!wrote_more_than_a_piece(run) && strcmp(reader, "taker") == 0)
        check_that(
            check, count >= 0, "OUT", NOWHERE, "a report is not whole",
            text_of("not every report that came out has %zu bytes and is "
                    "in its script's order",
                    size),
            NULL);
    check_that(check, count >= 0, "PIPE-12", place_of_call(run, ROLE_WRITE, 2),
               "what came out is mixed",
               text_of("not every piece of %zu bytes is whole and in its "
                       "writer's order",
                       size),
               text_of("a write to a FIFO is one piece only up to PIPE_BUF "
                       "(4096) bytes, and two writes are two pieces"));
    check_that(check, count >= least, "OUT", NOWHERE, "something is missing",
               text_of("%d whole pieces came out, at least %d were expected",
                       count, least),
               NULL);
    char told[16];
    (void)snprintf(told, sizeof told, "%d", count);
    if (strcmp(reader, "collector") == 0)
        check_result(check, key, told, "PIPE-06",
                     place_of_call(run, ROLE_READ, 1),
                     "one read may bring several lines: it is not one line");
    check_result(check, key, told, "RESULT", NOWHERE,
                 "the function returns how many it has written");
}

/* The first writers stand still before their second write: whoever writes a line
 * in two pieces lets others in. */
Test(ex_2_3, many_writers)
{
    struct check *check = check_begin("2.3", "many_writers", &collecting);
    struct scene small = {
        .arguments = { "2.3", "log", "many:3,4,60" },
        .moves = { HOLD(2, ROLE_WRITE, 2), HOLD(3, ROLE_WRITE, 2) },
    };
    demand_pieces(check, &small, 61, 3, 12, "collected");
    struct scene large = {
        .arguments = { "2.3", "log", "many:3,3,4095" },
        .moves = { HOLD(2, ROLE_WRITE, 2), HOLD(3, ROLE_WRITE, 2) },
    };
    demand_pieces(check, &large, LINE_LIMIT, 3, 9, "collected");
    cr_assert(check_end(check));
}

/* The collector comes late to its reads, so that many lines wait for it, and
 * then its reads end in the middle of one. */
Test(ex_2_3, many_lines)
{
    struct check *check = check_begin("2.3", "many_lines", &collecting);
    struct scene whole = {
        .arguments = { "2.3", "log", "many:1,200,99" },
        .moves = { HOLD(1, ROLE_READ, 1), HOLD(1, ROLE_READ, 2) },
    };
    demand_pieces(check, &whole, 100, 1, 200, "collected");
    struct scene cut = {
        .arguments = { "2.3", "log", "many:1,40,99" },
        .moves = { HOLD(1, ROLE_READ, 1), CUT(1, ROLE_READ, 77) },
    };
    demand_pieces(check, &cut, 100, 1, 40, "collected");
    cr_assert(check_end(check));
}

Test(ex_2_3, too_long)
{
    struct check *check = check_begin("2.3", "too_long", &collecting);
    struct scene scene = {
        .arguments = { "2.3", "log", "many:1,1,4096", "line:after" },
    };
    check_play(check, &scene);
    check_not_early(check, "collector");
    check_line(check, "= logged -1 EMSGSIZE", "PIPE-12", NOWHERE,
               "with its newline the line has more than PIPE_BUF bytes");
    check_output(check, "after\n", 6);
    cr_assert(check_end(check));
}

/* ---- 2.4 without waiting ---- */

Test(ex_2_4, nobody_reads)
{
    struct check *check = check_begin("2.4", "nobody_reads", &not_waiting);
    struct scene scene = { .arguments = { "2.4", "log", "try:hello" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "delivered", "0", "FIFO-02",
                 place_of_result(run, ROLE_OPEN, -ENXIO),
                 "open with O_NONBLOCK failed with ENXIO: nobody has the FIFO "
                 "open for reading now, and that is no error");
    cr_assert(check_end(check));
}

Test(ex_2_4, delivered)
{
    struct check *check = check_begin("2.4", "delivered", &not_waiting);
    struct scene scene = {
        .arguments = { "2.4", "log", "reader", "try:one", "try:two", "read" },
    };
    check_play(check, &scene);
    check_result(check, "delivered", "1", "RESULT", NOWHERE, NULL);
    check_output(check, "one\ntwo\n", 8);
    cr_assert(check_end(check));
}

Test(ex_2_4, no_room)
{
    struct check *check = check_begin("2.4", "no_room", &not_waiting);
    struct scene scene = {
        .arguments = { "2.4", "log", "reader", "fill:3000", "read" },
    };
    struct run *run = check_play(check, &scene);
    const char *told = run_result(run, "delivered");
    int lines = told ? atoi(told) : -1;
    check_that(check, lines > 0, "RESULT",
               place_of_result(run, ROLE_WRITE, -EAGAIN), "wrong result",
               text_of("delivered: %s; right is how many lines there was room "
                       "for",
                       told ? told : "nothing was told"),
               text_of("write gave EAGAIN: there is no room now, and that is "
                       "no error"));
    check_that(check, run->output_length == (size_t)lines * 3001, "OUT",
               NOWHERE, "not what was delivered",
               text_of("%d lines of 3001 bytes were told to be delivered, but "
                       "%zu bytes were there",
                       lines, run->output_length),
               NULL);
    cr_assert(check_end(check));
}

Test(ex_2_4, reader_leaves)
{
    struct check *check = check_begin("2.4", "reader_leaves", &not_waiting);
    struct scene scene = {
        .arguments = { "2.4", "log", "leaver", "try:hello" },
        .moves = { HOLD(2, ROLE_WRITE, 1) },
    };
    struct run *run = check_play(check, &scene);
    check_no_broken_pipe(check);
    check_result(check, "delivered", "0", "RESULT",
                 place_of_result(run, ROLE_WRITE, -EPIPE),
                 "the reader left between open and write: EPIPE says so");
    cr_assert(check_end(check));
}

Test(ex_2_4, no_fifo)
{
    struct check *check = check_begin("2.4", "no_fifo", &not_waiting);
    struct scene nothing = { .arguments = { "2.4", "-n", "log", "try:hello" } };
    struct run *run = check_play(check, &nothing);
    check_result(check, "path", "nothing", "FIFO-04", fifo_place_of_file(run),
                 "open made a file where there was no FIFO");
    check_result(check, "delivered", "-1 ENOENT", "RESULT", NOWHERE,
                 "only ENXIO, EAGAIN and EPIPE are no errors here");
    struct scene file = { .arguments = { "2.4", "-r", "log", "try:hello" } };
    check_play(check, &file);
    check_result(check, "path", "keep me", "FIFO-04", NOWHERE,
                 "a line was written into a plain file");
    check_result(check, "delivered", "-1 EINVAL", "FIFO-04", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 2.5 questions and answers ---- */

static bool has_line(const struct run *run, const char *line)
{
    const char *found = strstr(run->errors, line);
    return found && found[strlen(line)] == '\n';
}

/* The server is child 1. Its answers so far are whole, and it still serves. */
static void demand_answer(struct check *check, const char *line)
{
    check_no_broken_pipe(check);
    check_not_early(check, "server");
    check_no_end_taken(check, has_line(check->run, line), "client");
    check_line(check, line, "RESULT", NOWHERE, NULL);
}

Test(ex_2_5, one_client)
{
    struct check *check = check_begin("2.5", "one_client", &serving);
    char longest[600] = "ask:", answer[600] = "= answer ";
    memset(longest + 4, 'a', 512);
    memset(answer + 9, 'A', 512);
    struct scene scene = { .arguments = { "2.5", "desk", "ask:hello, 2.5!",
                                          "ask:x" } };
    check_play(check, &scene);
    demand_answer(check, "= answer HELLO, 2.5!");
    demand_answer(check, "= answer X");
    struct scene large = { .arguments = { "2.5", "desk", longest } };
    check_play(check, &large);
    demand_answer(check, answer);
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
    cr_assert(check_end(check));
}

Test(ex_2_5, several_clients)
{
    struct check *check = check_begin("2.5", "several_clients", &serving);
    struct scene scene = {
        .arguments = { "2.5", "desk", "both:one,two", "both:three,four" },
        .moves = { HOLD(1, ROLE_READ, 1), HOLD(2, ROLE_WRITE, 1),
                   HOLD(4, ROLE_OPEN, 2) },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer ONE");
    demand_answer(check, "= answer TWO");
    demand_answer(check, "= answer THREE");
    demand_answer(check, "= answer FOUR");
    cr_assert(check_end(check));
}

/* The client has sent its request, and nobody has opened its reply FIFO yet. */
Test(ex_2_5, slow_server)
{
    struct check *check = check_begin("2.5", "slow_server", &serving);
    struct scene scene = {
        .arguments = { "2.5", "desk", "ask:patience" },
        .moves = { HOLD(1, ROLE_OPEN, 2), HOLD(1, ROLE_WRITE, 1) },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer PATIENCE");
    cr_assert(check_end(check));
}

static void demand_epipe(struct check *check, struct scene *scene)
{
    check_play(check, scene);
    check_line(check, "= answer -1 EPIPE", "RESULT", NOWHERE,
               "the server has taken the request and has left without an "
               "answer");
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
}

/* It leaves before it has opened the reply FIFO; and before it writes there. */
Test(ex_2_5, server_dies)
{
    struct check *check = check_begin("2.5", "server_dies", &serving);
    struct scene early = { .arguments = { "2.5", "desk", "quitter",
                                          "ask:hello" } };
    demand_epipe(check, &early);
    struct scene late = {
        .arguments = { "2.5", "desk", "mortal", "ask:hello" },
        .moves = { KILL(1, ROLE_WRITE, OBJECT_FIFO, 1) },
    };
    demand_epipe(check, &late);
    cr_assert(check_end(check));
}

Test(ex_2_5, client_gone)
{
    struct check *check = check_begin("2.5", "client_gone", &serving);
    struct scene gone = {
        .arguments = { "2.5", "desk", "vanish", "ask:next" },
    };
    check_play(check, &gone);
    demand_answer(check, "= answer NEXT");
    struct scene leaves = {
        .arguments = { "2.5", "desk", "leave", "ask:after" },
        .moves = { HOLD(1, ROLE_WRITE, 1) },
    };
    check_play(check, &leaves);
    demand_answer(check, "= answer AFTER");
    cr_assert(check_end(check));
}

Test(ex_2_5, wrong_requests)
{
    struct check *check = check_begin("2.5", "wrong_requests", &serving);
    static const char *const words[] = { "long", "endless", "none", "file" };
    for (int i = 0; i < 4; i++) {
        struct scene scene = { .arguments = { "2.5", "desk", words[i],
                                              "ask:still here" } };
        check_play(check, &scene);
        demand_answer(check, "= answer STILL HERE");
        if (strcmp(words[i], "file") == 0)
            check_result(check, "file", "keep me", "FIFO-04", NOWHERE,
                         "a client named a plain file as its reply FIFO, and "
                         "the server wrote into it");
    }
    cr_assert(check_end(check));
}

/* ---- 2.6 begin and end ---- */

static void demand_gone(struct check *check)
{
    check_result(check, "server", "0", "FIFO-04", NOWHERE,
                 "SIGTERM asks the server to end: it removes its FIFO and "
                 "returns 0");
    check_result(check, "path", "nothing", "FIFO-04", NOWHERE,
                 "the FIFO is still there after the server's end");
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
}

Test(ex_2_6, life)
{
    struct check *check = check_begin("2.6", "life", &living);
    struct scene scene = {
        .arguments = { "2.6", "desk", "start", "ask:hello", "ask:again",
                       "term" },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer HELLO");
    demand_answer(check, "= answer AGAIN");
    demand_gone(check);
    struct scene idle = { .arguments = { "2.6", "desk", "start", "term" } };
    check_play(check, &idle);
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, second_run)
{
    struct check *check = check_begin("2.6", "second_run", &living);
    struct scene scene = {
        .arguments = { "2.6", "desk", "start", "ask:one", "kill", "start",
                       "ask:two", "term" },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer ONE");
    check_result(check, "server", "0", "FIFO-04", NOWHERE,
                 "the first server was killed and left its FIFO behind; the "
                 "second one must take it over");
    demand_answer(check, "= answer TWO");
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, left_over)
{
    struct check *check = check_begin("2.6", "left_over", &living);
    struct scene scene = {
        .arguments = { "2.6", "-l", "desk", "start", "ask:hello", "term" },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer HELLO");
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, rival)
{
    struct check *check = check_begin("2.6", "rival", &living);
    struct scene scene = {
        .arguments = { "2.6", "desk", "start", "rival", "ask:hello", "term" },
    };
    check_play(check, &scene);
    check_result(check, "rival", "-1 EBUSY", "RACE-03", NOWHERE,
                 "a second server came to the FIFO of the first, and both "
                 "would read requests from it");
    check_line(check, "= answer HELLO", "FIFO-04", NOWHERE,
               "when the second server had given up, the FIFO of the first was "
               "no longer what clients find");
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, plain_file)
{
    struct check *check = check_begin("2.6", "plain_file", &living);
    struct scene scene = { .arguments = { "2.6", "-r", "desk", "start" } };
    check_play(check, &scene);
    check_result(check, "path", "keep me", "FIFO-04", NOWHERE,
                 "a plain file had that name, and it is not as it was");
    check_result(check, "server", "-1 EEXIST", "FIFO-04", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 2.7 choose ---- */

Test(ex_2_7, one_script)
{
    struct check *check = check_begin("2.7", "one_script", &collecting);
    struct scene small = { .arguments = { "2.7", "box", "1", "3", "50" } };
    demand_pieces(check, &small, 50, 1, 3, "taken");
    struct scene large = { .arguments = { "2.7", "box", "1", "2", "200000" } };
    demand_pieces(check, &large, 200000, 1, 2, "taken");
    cr_assert(check_end(check));
}

/* The first script stands still before its second write until nobody else can
 * go on. */
Test(ex_2_7, several_scripts)
{
    struct check *check = check_begin("2.7", "several_scripts", &collecting);
    struct scene scene = {
        .arguments = { "2.7", "box", "3", "2", "30000" },
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_WRITE, OBJECT_NONE, 2, 2, 0,
                     0 },
                   CUT(2, ROLE_WRITE, 4097) },
    };
    demand_pieces(check, &scene, 30000, 3, 6, "taken");
    cr_assert(check_end(check));
}

Test(ex_2_7, script_dies)
{
    struct check *check = check_begin("2.7", "script_dies", &collecting);
    for (int at = 1; at <= 3; at++) {
        struct scene scene = {
            .arguments = { "2.7", "box", "3", "2", "30000" },
            .moves = { KILL(3, ROLE_WRITE, OBJECT_NONE, at) },
        };
        demand_pieces(check, &scene, 30000, 3, 4, "taken");
    }
    cr_assert(check_end(check));
}

Test(ex_2_7, nothing_left)
{
    struct check *check = check_begin("2.7", "nothing_left", &collecting);
    struct scene scene = { .arguments = { "2.7", "box", "2", "2", "9000" } };
    demand_pieces(check, &scene, 9000, 2, 4, "taken");
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
    check_nothing_left(check, OBJECT_FILE, "LEFT",
                       "what was needed on the way is still there");
    cr_assert(check_end(check));
}
