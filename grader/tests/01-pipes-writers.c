/* 01-pipes-writers.c - what lab 01 demands of 1.6: records of many writers,
 * each of them whole, though a record is larger than a pipe takes in one piece.
 */
#include <criterion/criterion.h>

#include <stdio.h>

#include "harness/check.h"
#include "harness/moments.h"
#include "harness/records.h"
#include "tests/01-pipes.h"

static struct place place_of_record_write(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_ENTER && info && info->role == ROLE_WRITE &&
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
    int count = records_count(run, size, writers, &bad);
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
    struct check *check =
        check_begin("1.6", "small_records", &pipes_around_child);
    demand_alone(check, "100", 100);
    struct scene scene = {
        .arguments = { "1.6", "3", "8", "100" },
        .moves = { HOLD_BEHIND(1, ROLE_WRITE, OBJECT_PIPE, 1) },
    };
    demand_records(check, &scene, 100, 3, 24);
    cr_assert(check_end(check));
}

/* The first writer is stopped after each of its writes until nobody else can
 * go on: whoever writes a record in pieces lets the others in between. */
Test(ex_1_6, large_records)
{
    struct check *check =
        check_begin("1.6", "large_records", &pipes_around_child);
    demand_alone(check, "20000", 20000);
    struct scene scene = {
        .arguments = { "1.6", "3", "2", "20000" },
        .moves = { HOLD_BEHIND(1, ROLE_WRITE, OBJECT_PIPE, 0),
                   CUT_AT(1, ROLE_WRITE, OBJECT_PIPE, 4097) },
    };
    demand_records(check, &scene, 20000, 3, 6);
    cr_assert(check_end(check));
}

Test(ex_1_6, writer_dies)
{
    struct check *check =
        check_begin("1.6", "writer_dies", &pipes_around_child);
    demand_alone(check, "20000", 20000);
    struct scene scene = {
        .arguments = { "1.6", "3", "3", "20000" },
        .moves = { KILL_AT(2, ROLE_WRITE, OBJECT_PIPE, 3) },
    };
    demand_records(check, &scene, 20000, 3, 6);
    cr_assert(check_end(check));
}
