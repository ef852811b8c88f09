/* 07-signals.c - what lab 07 demands of handlers and of waiting (7.1, 7.2).
 *
 * main.c sends the signals from a child. Held at its kill until all others
 * sleep, it sends when the program waits; and when the program is held just
 * before a call (MOVE_LATE), it sends exactly there. Which calls a program uses
 * is its own affair. The other exercises are in 07-signals-children.c and
 * 07-signals-services.c. 10 seconds of wall clock a run are the brake (run.h); no
 * verdict comes from it.
 */
#include <criterion/criterion.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/signals.h"

static struct place place_before_computing(const struct run *run)
{
    return evidence_last_place(run, trace_root(run->trace));
}

static const struct setting computing = {
    .roles = true,
    .explain = signals_explain,
    .explain_death = signals_explain_death,
    .computing_place = place_before_computing,
    .computing = "SIG-04",
    .computing_cause =
        "the signal came and the handler ran; but the loop never "
        "looks at the flag again: the compiler keeps it in a "
        "register",
};
static const struct setting plain = { .roles = true,
                                      .explain = signals_explain,
                                      .explain_death = signals_explain_death };

/* ---- 7.1 a handler that is safe ---- */

/* The child's end keeps the run open: who computes on is then found out soon. */
Test(ex_7_1, stops)
{
    struct check *check = check_begin("7.1", "stops", &computing);
    struct scene scene = {
        .arguments = { "7.1", "count" },
        .moves = { SIGNALS_HOLD_END(1) },
    };
    check_play(check, &scene);
    check_result(check, "rounds", "1", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* Twice, when printf is about to write a line. */
Test(ex_7_1, in_the_middle)
{
    struct check *check = check_begin("7.1", "in_the_middle", &plain);
    struct scene scene = {
        .arguments = { "7.1", "print", "5", "2" },
        .moves = { SIGNALS_HOLD(1, ROLE_KILL),
                   SIGNALS_LATE(MOVE_ROOT, ROLE_WRITE, 2),
                   SIGNALS_LATE(MOVE_ROOT, ROLE_WRITE, 5) },
    };
    check_play(check, &scene);
    check_handler_output(check,
                         "line 1\nline 2\nline 3\nline 4\nline 5\n"
                         "[signal]\n[signal]\n",
                         "[signal]\n");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_7_1, afterwards)
{
    struct check *check = check_begin("7.1", "afterwards", &computing);
    struct scene scene = { .arguments = { "7.1", "print", "2", "0" } };
    check_play(check, &scene);
    check_output(check, "line 1\nline 2\n", 14);
    check_as_before(check);
    struct scene count = { .arguments = { "7.1", "count" },
                           .moves = { SIGNALS_HOLD_END(1) } };
    check_play(check, &count);
    check_as_before(check);
    cr_assert(check_end(check));
}

/* ---- 7.2 no lost wake-up ---- */

static void demand_rings(struct check *check, struct scene *scene)
{
    check_play(check, scene);
    check_result(check, "opened", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "rang", "1", "RESULT", NOWHERE, NULL);
    check_result(check, "closed", "0", "RESULT", NOWHERE, NULL);
}

Test(ex_7_2, rings)
{
    struct check *check = check_begin("7.2", "rings", &plain);
    struct scene scene = { .arguments = { "7.2", "3" },
                           .moves = { SIGNALS_HOLD(1, ROLE_KILL) } };
    demand_rings(check, &scene);
    check_line(check, "= rang 3", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_7_2, before)
{
    struct check *check = check_begin("7.2", "before", &plain);
    struct scene scene = { .arguments = { "-e", "7.2", "1" } };
    demand_rings(check, &scene);
    cr_assert(check_end(check));
}

/* Just before the first call that waits, and before the second. */
Test(ex_7_2, just_before_the_sleep)
{
    struct check *check = check_begin("7.2", "just_before_the_sleep", &plain);
    for (int nth = 1; nth <= 2; nth++) {
        struct scene scene = {
            .arguments = { "7.2", nth == 1 ? "1" : "2" },
            .moves = { SIGNALS_HOLD(1, ROLE_KILL),
                       SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, nth) },
        };
        demand_rings(check, &scene);
    }
    cr_assert(check_end(check));
}

Test(ex_7_2, another_signal)
{
    struct check *check = check_begin("7.2", "another_signal", &plain);
    struct scene scene = { .arguments = { "-s", "7.2", "1" },
                           .interrupt_waits = true,
                           .moves = { SIGNALS_HOLD(1, ROLE_KILL) } };
    check_play(check, &scene);
    check_waits_again(check, "rang");
    check_result(check, "rang", "1", "SIG-07", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_7_2, as_before)
{
    struct check *check = check_begin("7.2", "as_before", &plain);
    struct scene scene = { .arguments = { "-et", "7.2", "1" } };
    demand_rings(check, &scene);
    check_as_before(check);
    cr_assert(check_end(check));
}
