/* 02-fifos-no-wait.c - what lab 02 demands of 2.4: a line is delivered at once
 * or not at all, and its writer waits for nobody.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <stdlib.h>

#include "harness/check.h"
#include "harness/fifos.h"
#include "harness/moments.h"

static const struct setting not_waiting = {
    .explain = fifo_explain_open,
    .busy = "FIFO-02",
};

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
        .moves = { HOLD_AT(2, ROLE_WRITE, OBJECT_FIFO, 1) },
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
    check_result(check, "path", "nothing", "FIFO-04",
                 place_of_object(run, OBJECT_FILE),
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
