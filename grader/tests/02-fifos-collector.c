/* 02-fifos-collector.c - what lab 02 demands of 2.3 and 2.7: one process
 * collects what many write, while writers come and go. Nothing is lost between
 * two of them, and what each wrote comes out whole.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "harness/check.h"
#include "harness/fifos.h"
#include "harness/left.h"
#include "harness/moments.h"
#include "harness/records.h"

#define LINE_LIMIT 4096 /* PIPE_BUF: a line and its newline */

/* Who waits for a reader or a writer here waits for one that has given up. */
static const struct setting collecting = {
    .explain = fifo_explain_reader,
    .busy = "PIPE-14",
    .fifo_end = "FIFO-03",
};

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
        .moves = { HOLD_AT(2, ROLE_OPEN, OBJECT_FIFO, 1),
                   HOLD_AT(3, ROLE_OPEN, OBJECT_FIFO, 1),
                   HOLD_AT(4, ROLE_OPEN, OBJECT_FIFO, 1),
                   HOLD_AT(5, ROLE_OPEN, OBJECT_FIFO, 1) },
    };
    demand_lines(check, &apart, "one\ntwo\nthree\n", "3");
    struct scene closing = {
        .arguments = { "2.3", "log", "line:one", "line:two", "line:three" },
        .moves = { HOLD_AT(1, ROLE_CLOSE, OBJECT_NONE, 0) },
    };
    demand_lines(check, &closing, "one\ntwo\nthree\n", "3");
    struct scene opening = {
        .arguments = { "2.3", "log", "line:one", "line:two", "line:three" },
        .moves = { HOLD_AT(1, ROLE_OPEN, OBJECT_FIFO, 0) },
    };
    demand_lines(check, &opening, "one\ntwo\nthree\n", "3");
    cr_assert(check_end(check));
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
    size_t bad;
    int count = records_count(run, size, writers, &bad);
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

/* The first writers stand still before their second write: whoever writes a
 * line in two pieces lets others in. */
Test(ex_2_3, many_writers)
{
    struct check *check = check_begin("2.3", "many_writers", &collecting);
    struct scene small = {
        .arguments = { "2.3", "log", "many:3,4,60" },
        .moves = { HOLD_AT(2, ROLE_WRITE, OBJECT_FIFO, 2),
                   HOLD_AT(3, ROLE_WRITE, OBJECT_FIFO, 2) },
    };
    demand_pieces(check, &small, 61, 3, 12, "collected");
    struct scene large = {
        .arguments = { "2.3", "log", "many:3,3,4095" },
        .moves = { HOLD_AT(2, ROLE_WRITE, OBJECT_FIFO, 2),
                   HOLD_AT(3, ROLE_WRITE, OBJECT_FIFO, 2) },
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
        .moves = { HOLD_AT(1, ROLE_READ, OBJECT_FIFO, 1),
                   HOLD_AT(1, ROLE_READ, OBJECT_FIFO, 2) },
    };
    demand_pieces(check, &whole, 100, 1, 200, "collected");
    struct scene cut = {
        .arguments = { "2.3", "log", "many:1,40,99" },
        .moves = { HOLD_AT(1, ROLE_READ, OBJECT_FIFO, 1),
                   CUT_AT(1, ROLE_READ, OBJECT_FIFO, 77) },
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
        .moves = { HOLD_AT(2, ROLE_WRITE, OBJECT_NONE, 2),
                   CUT_AT(2, ROLE_WRITE, OBJECT_FIFO, 4097) },
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
            .moves = { KILL_AT(3, ROLE_WRITE, OBJECT_NONE, at) },
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
