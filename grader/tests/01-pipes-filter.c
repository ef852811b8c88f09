/* 01-pipes-filter.c - what lab 01 demands of 1.5: a filter is fed while its
 * output is collected, whatever it reads and whenever it speaks.
 */
#include <criterion/criterion.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "tests/01-pipes.h"

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
    struct check *check = check_begin("1.5", "small", &pipes_around_child);
    demand_filtered(check, "tr a-z A-Z", "quiet", 5, "QUIET", 5, "0");
    demand_filtered(check, "sh -c 'cat >/dev/null; exit 7'", "x", 1, "", 0,
                    "7");
    cr_assert(check_end(check));
}

Test(ex_1_5, large)
{
    struct check *check = check_begin("1.5", "large", &pipes_around_child);
    char *text = check_letters(check, PIPES_LARGE);
    demand_filtered(check, "cat", text, PIPES_LARGE, text, PIPES_LARGE, "0");
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_5, stops_reading)
{
    struct check *check =
        check_begin("1.5", "stops_reading", &pipes_around_child);
    char *text = check_letters(check, PIPES_LARGE);
    demand_filtered(check, "head -c 10", text, PIPES_LARGE, text, 10, "0");
    demand_filtered(check, "true", text, PIPES_LARGE, "", 0, "0");
    free(text);
    cr_assert(check_end(check));
}

Test(ex_1_5, speaks_first)
{
    struct check *check =
        check_begin("1.5", "speaks_first", &pipes_around_child);
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
        check_begin("1.5", "signals_as_they_were", &pipes_around_child);
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
