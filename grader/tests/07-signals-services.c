/* 07-signals-services.c - lab 07, the exercises in which somebody asks, sends or
 * orders: 7.4, 7.5 and 7.8. He does the next thing when all others sleep, or
 * stand just before a call.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/signals.h"
#include "harness/moments.h"

static const struct setting serving = { .roles = true,
                                        .busy = "SIG-12",
                                        .explain = signals_explain,
                                        .explain_death =
                                            signals_explain_death };

/* ---- 7.4 an orderly server ---- */

static void demand_served(struct check *check, struct scene *scene,
                          const char *answers)
{
    check_play(check, scene);
    check_interrupted_result(check, "returned", "0");
    check_output(check, answers, strlen(answers));
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_as_before(check);
}

/* The operator's next step comes when the server sleeps. */
#define STEP_BY_STEP SIGNALS_HOLD(1, ROLE_KILL), SIGNALS_HOLD(1, ROLE_WRITE)

Test(ex_7_4, lines)
{
    struct check *check = check_begin("7.4", "lines", &serving);
    struct scene scene = { .arguments = { "7.4", "lplle" },
                           .moves = { STEP_BY_STEP } };
    demand_served(check, &scene, "1> LINE 1\n1> PART LINE 2\n1> LINE 3\n");
    cr_assert(check_end(check));
}

Test(ex_7_4, hangup)
{
    struct check *check = check_begin("7.4", "hangup", &serving);
    struct scene scene = { .arguments = { "7.4", "lhlhle" },
                           .moves = { STEP_BY_STEP } };
    demand_served(check, &scene, "1> LINE 1\n2> LINE 2\n3> LINE 3\n");
    cr_assert(check_end(check));
}

Test(ex_7_4, end)
{
    struct check *check = check_begin("7.4", "end", &serving);
    struct scene scene = { .arguments = { "7.4", "lt" },
                           .moves = { STEP_BY_STEP } };
    demand_served(check, &scene, "1> LINE 1\n");
    cr_assert(check_end(check));
}

/* In the middle of an answer, and just before each of the first sleeps. */
Test(ex_7_4, unlucky_moments)
{
    struct check *check = check_begin("7.4", "unlucky_moments", &serving);
    struct scene first = { .arguments = { "7.4", "t" },
                           .moves = { STEP_BY_STEP,
                                      SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 1) } };
    demand_served(check, &first, "");
    struct scene second = {
        .arguments = { "7.4", "lt" },
        .moves = { STEP_BY_STEP, SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 3) }
    };
    demand_served(check, &second, "1> LINE 1\n");
    cr_assert(check_end(check));
}

Test(ex_7_4, full_pipe)
{
    struct check *check = check_begin("7.4", "full_pipe", &serving);
    struct scene scene = { .arguments = { "-f", "7.4", "lh" },
                           .moves = { STEP_BY_STEP } };
    demand_served(check, &scene, "1> LINE 1\n");
    cr_assert(check_end(check));
}

Test(ex_7_4, another_signal)
{
    struct check *check = check_begin("7.4", "another_signal", &serving);
    struct scene scene = { .arguments = { "-s", "7.4", "lle" },
                           .interrupt_waits = true,
                           .moves = { STEP_BY_STEP } };
    demand_served(check, &scene, "1> LINE 1\n1> LINE 2\n");
    cr_assert(check_end(check));
}

/* ---- 7.5 signals with data ---- */

static void demand_events(struct check *check, struct scene *scene,
                          const char *expected)
{
    check_play(check, scene);
    check_values(check, expected);
    check_output(check, expected, strlen(expected));
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_as_before(check);
}

/* The receiver does not come back from fork until all have been sent. */
#define ALL_SENT_FIRST HOLD_FORK(MOVE_ROOT)

Test(ex_7_5, all_arrive)
{
    struct check *check = check_begin("7.5", "all_arrive", &serving);
    struct scene scene = { .arguments = { "7.5", "7", "3", "-5", "3", "0" },
                           .moves = { ALL_SENT_FIRST } };
    demand_events(check, &scene, "7\n3\n-5\n3\n0\n");
    cr_assert(check_end(check));
}

Test(ex_7_5, one_by_one)
{
    struct check *check = check_begin("7.5", "one_by_one", &serving);
    struct scene scene = { .arguments = { "-e", "7.5", "7", "3" },
                           .moves = { SIGNALS_HOLD(1, ROLE_KILL) } };
    demand_events(check, &scene, "7\n3\n");
    struct scene late = { .arguments = { "-e", "7.5", "7" },
                          .moves = { SIGNALS_HOLD(1, ROLE_KILL),
                                     SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 1) } };
    demand_events(check, &late, "7\n");
    cr_assert(check_end(check));
}

/* Without walls others of the same user have pending signals, too. */
Test(ex_7_5, too_many)
{
    struct check *check = check_begin("7.5", "too_many", &serving);
    struct scene scene = { .arguments = { "-q", "3", "7.5", "1", "2", "3", "4",
                                          "5" },
                           .moves = { ALL_SENT_FIRST } };
    struct run *run = check_play(check, &scene);
    const struct event *refused = evidence_failed(run, ROLE_KILL, EAGAIN);
    check_result(check, "sent 5", "-1 EAGAIN", "SIG-15",
                 refused ? refused->place : NOWHERE,
                 "the queue was full: it was not sent, and nobody was told");
    if (run->isolation)
        check_values(check, "1\n2\n3\n");
    if (run->isolation)
        check_output(check, "1\n2\n3\n", 6);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_7_5, another_signal)
{
    struct check *check = check_begin("7.5", "another_signal", &serving);
    struct scene scene = { .arguments = { "-se", "7.5", "7" },
                           .interrupt_waits = true,
                           .moves = { SIGNALS_HOLD(1, ROLE_KILL) } };
    check_play(check, &scene);
    check_interrupted_result(check, "returned", "0");
    check_values(check, "7\n");
    check_output(check, "7\n", 2);
    cr_assert(check_end(check));
}

/* ---- 7.8 the upper-case service, told by signals ---- */

static void demand_desk(struct check *check, struct scene *scene,
                        const char *answers)
{
    check_play(check, scene);
    check_not_too_early(check);
    check_interrupted_result(check, "ask 1", "0");
    check_output(check, answers, strlen(answers));
    check_result(check, "closed", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    check_as_before(check);
}

Test(ex_7_8, answers)
{
    struct check *check = check_begin("7.8", "answers", &serving);
    struct scene scene = { .arguments = { "7.8", "hello", "", "World 3" } };
    demand_desk(check, &scene, "HELLO\n\nWORLD 3\n");
    cr_assert(check_end(check));
}

/* The server has done nothing yet when it is asked. */
Test(ex_7_8, not_ready)
{
    struct check *check = check_begin("7.8", "not_ready", &serving);
    struct scene scene = {
        .arguments = { "7.8", "hello" },
        .moves = { SIGNALS_HOLD(MOVE_ROOT, ROLE_KILL),
                   SIGNALS_LATE(1, ROLE_ACTION, 1) },
    };
    demand_desk(check, &scene, "HELLO\n");
    cr_assert(check_end(check));
}

/* The question comes just before the server sleeps, or the answer just before
 * the client does: the server, woken, does nothing before. */
Test(ex_7_8, just_before_the_sleep)
{
    struct check *check = check_begin("7.8", "just_before_the_sleep", &serving);
    struct scene server = {
        .arguments = { "7.8", "hello" },
        .moves = { SIGNALS_HOLD(MOVE_ROOT, ROLE_KILL),
                   SIGNALS_LATE(1, ROLE_NONE, 1) },
    };
    demand_desk(check, &server, "HELLO\n");
    for (int nth = 1; nth <= 2; nth++) {
        struct scene client = {
            .arguments = { "7.8", "hello" },
            .moves = { HOLD_BEHIND(1, ROLE_NONE, OBJECT_NONE, 1),
                       SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, nth) },
        };
        demand_desk(check, &client, "HELLO\n");
    }
    cr_assert(check_end(check));
}

/* The server has got the question, and dies before it looks at it. */
Test(ex_7_8, server_dies)
{
    struct check *check = check_begin("7.8", "server_dies", &serving);
    struct scene scene = {
        .arguments = { "7.8", "hello", "again" },
        .moves = { SIGNALS_LATE(1, ROLE_NONE, 1),
                   KILL_AT(1, ROLE_NONE, OBJECT_NONE, 2) },
    };
    check_play(check, &scene);
    check_result(check, "ask 1", "-1 EPIPE", "RESULT", NOWHERE,
                 "the server has died, and the caller must learn it");
    check_result(check, "ask 2", "-1 EPIPE", "RESULT", NOWHERE,
                 "there is no server any more, and the caller must learn it");
    check_result(check, "closed", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    check_as_before(check);
    cr_assert(check_end(check));
}

Test(ex_7_8, another_signal)
{
    struct check *check = check_begin("7.8", "another_signal", &serving);
    struct scene scene = { .arguments = { "-s", "7.8", "hello" },
                           .interrupt_waits = true,
                           .moves = { SIGNALS_LATE(1, ROLE_NONE, 1) } };
    check_play(check, &scene);
    check_output_as(check, "HELLO\n", 6, "SIG-07",
                    place_of_last_wait(check->run, "ask 1"),
                    "another signal woke the client, while the server had not "
                    "begun yet: look whether the answer is there, and wait "
                    "again if not");
    struct scene held = { .arguments = { "-s", "7.8", "hello" },
                          .interrupt_waits = true,
                          .moves = { SIGNALS_HOLD(1, ROLE_KILL) } };
    demand_desk(check, &held, "HELLO\n");
    cr_assert(check_end(check));
}
