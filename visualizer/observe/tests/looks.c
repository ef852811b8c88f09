/* looks.c - looking at every process: when, and what may be left out. */
#include "play.h"

#include "observe/trace_private.h"

#include <criterion/criterion.h>

#include <unistd.h>

TestSuite(looks, .timeout = 60);

static void ring(struct play *play)
{
    cr_assert_eq(write(play->input[1], "x", 1), 1);
    cr_assert(play_until(play, EVENT_ENTER, "read"));
}

/* The child sleeps in a call that stops nobody, so no stop says that it was
 * woken. The first time it sleeps again, the second time it computes. */
Test(looks, a_known_sleeper_that_wakes_is_noticed)
{
    struct play play;
    play_scene(&play, "wakes-without-a-stop");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    ring(&play);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    ring(&play);
    await_state(trace_outer_pid(play.trace, trace_root(play.trace)), 'S');
    cr_assert_not(trace_is_quiet(play.trace));
    play_close(&play);
}

Test(looks, a_rest_puts_off_the_look)
{
    struct play play;
    play_scene(&play, "both-read");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    play.trace->next_look_us = play.trace->latest_look_us = UINT64_MAX;
    cr_assert_eq(trace_run(play.trace, -1, 0), TRACE_MOVING);
    trace_look_soon(play.trace);
    cr_assert_eq(trace_run(play.trace, -1, 0), TRACE_QUIET);
    play_close(&play);
}

Test(looks, who_is_stuck_is_found_between_rests)
{
    struct play play;
    play_prepare(&play, "both-read");
    play.options.look_rest_ms = 1;
    play_start(&play);
    while (trace_run(play.trace, -1, 0) == TRACE_MOVING)
        continue;
    cr_assert_eq(trace_world(play.trace)->verdict, QUIET_STUCK);
    cr_assert_gt(play.trace->look_rest_us, 0);
    cr_assert_leq(play.trace->look_rest_us, 1000);
    play_close(&play);
}
