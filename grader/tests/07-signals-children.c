/* 07-signals-children.c - lab 07, the exercises that start children: 7.3, 7.6,
 * 7.7 and 7.9. Children are kept from ending until their parent is where it shall
 * be; then all end, and it goes on.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/moments.h"
#include "harness/queues.h"
#include "harness/signals.h"

static const struct setting plain = { .roles = true,
                                      .explain = signals_explain,
                                      .explain_death = signals_explain_death };

static struct place place_of_first_fork(const struct run *run)
{
    return place_of_fork(run, 1);
}

static const struct setting taking_turns = {
    .roles = true,
    .explain = signals_explain,
    .explain_death = signals_explain_death,
    .computing = "LEFT",
    .computing_cause =
        "children compute on, and nobody stops them or ends them",
    .computing_place = place_of_first_fork,
};

/* A child with another mask or other actions than the caller has. */
static void demand_clean_children(struct check *check)
{
    check_that(check, !strstr(check->run->errors, "= child as before 0"),
               "SIG-09", place_of_fork(check->run, 1),
               "children inherited what was meant for their parent",
               text_of("in a child, the mask or an action is another one than "
                       "the caller has"),
               text_of("fork copies both: put them back in the child, before "
                       "it begins its work"));
}

/* ---- 7.3 children that end together ---- */

static void judge_look_after(struct check *check)
{
    check_interrupted_result(check, "returned", "0");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    demand_clean_children(check);
    check_all_reaped(check);
    check_as_before(check);
}

static void demand_look_after(struct check *check, struct scene *scene,
                              const char *expected)
{
    scene->input_pipe = true;
    scene->steps[0] = (struct step){ STEP_FEED, "hello", 0, 0 };
    scene->steps[1] = (struct step){ STEP_END_INPUT, NULL, 0, 0 };
    check_play(check, scene);
    check_told_before(check, "ended", "the test writes to the program's input");
    judge_look_after(check);
    check_lines_in_any_order(check, expected);
    check_result(check, "typed", "5", "RESULT", NOWHERE, NULL);
}

/* The last that was started ends first, each while all others sleep. */
Test(ex_7_3, one_by_one)
{
    struct check *check = check_begin("7.3", "one_by_one", &plain);
    struct scene scene = { .arguments = { "7.3", "3" },
                           .ends_in_reverse = true };
    demand_look_after(check, &scene, "ended 0 1\nended 1 2\nended 2 3\n");
    cr_assert(check_end(check));
}

/* All end while their parent stands just before its first sleep. */
Test(ex_7_3, together)
{
    struct check *check = check_begin("7.3", "together", &plain);
    struct scene scene = {
        .arguments = { "7.3", "3" },
        .moves = { SIGNALS_HOLD_END(1), SIGNALS_HOLD_END(2),
                   SIGNALS_HOLD_END(3), SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 1) },
    };
    demand_look_after(check, &scene, "ended 0 1\nended 1 2\nended 2 3\n");
    cr_assert(check_end(check));
}

/* One ends between a look and the sleep. */
Test(ex_7_3, just_before_the_sleep)
{
    struct check *check = check_begin("7.3", "just_before_the_sleep", &plain);
    struct scene scene = {
        .arguments = { "7.3", "1" },
        .moves = { SIGNALS_HOLD_END(1), SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 1) },
    };
    demand_look_after(check, &scene, "ended 0 1\n");
    cr_assert(check_end(check));
}

/* The first has ended before its parent comes back from fork. */
Test(ex_7_3, ends_in_fork)
{
    struct check *check = check_begin("7.3", "ends_in_fork", &plain);
    struct scene scene = {
        .arguments = { "7.3", "1" },
        .moves = { HOLD_FORK(MOVE_ROOT) },
    };
    demand_look_after(check, &scene, "ended 0 1\n");
    cr_assert(check_end(check));
}

Test(ex_7_3, another_signal)
{
    struct check *check = check_begin("7.3", "another_signal", &plain);
    struct scene scene = { .arguments = { "-s", "7.3", "1" },
                           .interrupt_waits = true,
                           .moves = { SIGNALS_HOLD_END(1) } };
    scene.input_pipe = true;
    scene.steps[0] = (struct step){ STEP_FEED, "hello", 0, 0 };
    scene.steps[1] = (struct step){ STEP_END_INPUT, NULL, 0, 0 };
    check_play(check, &scene);
    check_interrupted_result(check, "returned", "0");
    check_output(check, "ended 0 1\n", 10);
    judge_look_after(check);
    cr_assert(check_end(check));
}

/* The handler runs once more at the very end, when errno is to be told. */
Test(ex_7_3, fork_fails)
{
    struct check *check = check_begin("7.3", "fork_fails", &plain);
    struct scene scene = {
        .arguments = { "7.3", "2" },
        .moves = { FORK_FAILS(2) },
    };
    check_play(check, &scene);
    const char *returned = run_result(check->run, "returned");
    const struct event *lost = evidence_failed(check->run, ROLE_WAIT, ECHILD);
    if (lost && returned && strcmp(returned, "-1 ECHILD") == 0)
        check_result(check, "returned", "-1 EAGAIN", "SIG-03", lost->place,
                     "fork had failed with EAGAIN; then the handler ran, its "
                     "waitpid failed with ECHILD as it must, and the main "
                     "flow found that errno and not its own");
    check_result(check, "returned", "-1 EAGAIN", "PROC-08",
                 check->run->failed_at, "a fork failed");
    check_all_reaped(check);
    check_as_before(check);
    cr_assert(check_end(check));
}

/* ---- 7.6 a clean start ---- */

static struct place place_of_exec(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++)
        if (log_at(log, i)->kind == EVENT_EXEC && log_at(log, i)->place.file)
            return log_at(log, i)->place;
    return NOWHERE;
}

/* What the program told of its own mask and actions. */
static void demand_told_clean(struct check *check)
{
    const char *output = check->run->output;
    struct place place = place_of_exec(check->run);
    const char *blocked = strstr(output, "blocked: ");
    const char *ignored = strstr(output, "ignored: ");
    if (check->failed || !blocked || !ignored)
        return;
    check_that(
        check, strncmp(blocked, "blocked: none\n", 14) == 0, "SIG-09", place,
        "the program started with signals blocked",
        text_of("the program says: %.*s", (int)strcspn(blocked, "\n"), blocked),
        text_of("the mask stays through fork and exec; a program that "
                "does not know of it can then not be ended"));
    check_that(
        check, strncmp(ignored, "ignored: none\n", 14) == 0, "SIG-10", place,
        "the program started with signals ignored",
        text_of("the program says: %.*s", (int)strcspn(ignored, "\n"), ignored),
        text_of("exec puts handlers back to the default, and leaves "
                "what is ignored as it is"));
}

Test(ex_7_6, clean)
{
    struct check *check = check_begin("7.6", "clean", &plain);
    struct scene plainly = { .arguments = { "7.6", "told" } };
    check_play(check, &plainly);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    demand_told_clean(check);
    struct scene scene = { .arguments = { "-b", "7.6", "told" } };
    check_play(check, &scene);
    demand_told_clean(check);
    check_output(check, "blocked: none\nignored: none\n", 28);
    cr_assert(check_end(check));
}

Test(ex_7_6, statuses)
{
    struct check *check = check_begin("7.6", "statuses", &plain);
    struct scene scene = { .arguments = { "7.6", "leave", "3" } };
    check_play(check, &scene);
    check_result(check, "returned", "3", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    check_as_before(check);
    struct scene none = { .arguments = { "7.6", "/no/such/program" } };
    check_play(check, &none);
    check_result(check, "returned", "127", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_7_6, keys)
{
    struct check *check = check_begin("7.6", "keys", &plain);
    struct scene scene = {
        .arguments = { "-b", "7.6", "rest" },
        .steps = { { STEP_SIGNAL, NULL, 0, SIGINT },
                   { STEP_SIGNAL, NULL, 0, SIGQUIT },
                   { STEP_KILL_CHILD, NULL, 0, 1 } },
    };
    check_play(check, &scene);
    check_result(check, "returned", "137", "RESULT", NOWHERE, NULL);
    check_as_before(check);
    cr_assert(check_end(check));
}

Test(ex_7_6, another_signal)
{
    struct check *check = check_begin("7.6", "another_signal", &plain);
    struct scene scene = { .arguments = { "-s", "7.6", "rest" },
                           .interrupt_waits = true,
                           .steps = { { STEP_KILL_CHILD, NULL, 0, 1 } } };
    check_play(check, &scene);
    check_interrupted_result(check, "returned", "137");
    cr_assert(check_end(check));
}

/* ---- 7.7 turns for everybody ---- */

#define SHORT "4" /* milliseconds of a turn */
#define LONG "400"

static void lengthen(struct scene *scene)
{
    for (int i = 0; scene->arguments[i]; i++)
        if (strcmp(scene->arguments[i], SHORT) == 0)
            scene->arguments[i] = LONG;
}

static void demand_turns(struct check *check, struct scene *scene, int count,
                         int rounds)
{
    check_play(check, scene);
    if (!turns_have_length(check)) {
        lengthen(scene);
        check_play(check, scene);
    }
    check_turns(check, count, rounds);
    demand_clean_children(check);
    check_all_reaped(check);
    check_as_before(check);
}

Test(ex_7_7, turns)
{
    struct check *check = check_begin("7.7", "turns", &taking_turns);
    struct scene scene = { .arguments = { "7.7", "3", SHORT, "3" } };
    demand_turns(check, &scene, 3, 3);
    cr_assert(check_end(check));
}

/* In its first turn, if the machine lets it, or in a later one. */
Test(ex_7_7, one_ends)
{
    struct check *check = check_begin("7.7", "one_ends", &taking_turns);
    struct scene scene = { .arguments = { "-k", "1", "7.7", "3", SHORT, "3" } };
    demand_turns(check, &scene, 3, 3);
    struct scene only = { .arguments = { "-k", "0", "7.7", "1", SHORT, "5" } };
    demand_turns(check, &only, 1, 5);
    cr_assert(check_end(check));
}

Test(ex_7_7, fork_fails)
{
    struct check *check = check_begin("7.7", "fork_fails", &taking_turns);
    struct scene scene = {
        .arguments = { "7.7", "3", SHORT, "3" },
        .moves = { FAIL_AT(MOVE_ROOT, ROLE_FORK, OBJECT_NONE, 2, ENOMEM) },
    };
    check_play(check, &scene);
    check_result(check, "returned", "-1 ENOMEM", "PROC-08",
                 check->run->failed_at, "a fork failed");
    check_all_reaped(check);
    check_as_before(check);
    cr_assert(check_end(check));
}

/* ---- 7.9 choose a mechanism ---- */

static void demand_guarded(struct check *check, struct scene *scene,
                           const char *returned, const char *code)
{
    check_play(check, scene);
    check_interrupted_result(check, "returned", returned);
    check_result(check, "returned", returned, code, NOWHERE, NULL);
    check_all_reaped(check);
    check_as_before(check);
}

Test(ex_7_9, in_time)
{
    struct check *check = check_begin("7.9", "in_time", &plain);
    struct scene scene = { .arguments = { "7.9", "900000000", "9", "leave",
                                          "4" } };
    demand_guarded(check, &scene, "4", "RESULT");
    struct scene none = { .arguments = { "7.9", "0", "0", "/no/such" } };
    demand_guarded(check, &none, "127", "RESULT");
    struct scene told = { .arguments = { "7.9", "0", "0", "told" } };
    demand_guarded(check, &told, "0", "RESULT");
    demand_told_clean(check);
    cr_assert(check_end(check));
}

Test(ex_7_9, too_late)
{
    struct check *check = check_begin("7.9", "too_late", &plain);
    struct scene scene = { .arguments = { "7.9", "5", "900000000", "rest" } };
    demand_guarded(check, &scene, "124", "RESULT");
    /* SIGTERM must not come before it is ignored, however slow its start. */
    struct scene stubborn = { .arguments = { "7.9", "20", "2", "stubborn" },
                              .moves = { HOLD_AT(MOVE_ROOT, ROLE_KILL,
                                                 OBJECT_NONE, 1) } };
    demand_guarded(check, &stubborn, "124", "RESULT");
    cr_assert(check_end(check));
}

/* It has ended before fork returns; and just before the first sleep. */
Test(ex_7_9, ends_early)
{
    struct check *check = check_begin("7.9", "ends_early", &plain);
    struct scene at_fork = {
        .arguments = { "7.9", "0", "0", "leave", "5" },
        .moves = { HOLD_FORK(MOVE_ROOT) },
    };
    demand_guarded(check, &at_fork, "5", "RESULT");
    struct scene late = {
        .arguments = { "7.9", "0", "0", "leave", "5" },
        .moves = { SIGNALS_HOLD_END(1), SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 1) },
    };
    demand_guarded(check, &late, "5", "RESULT");
    cr_assert(check_end(check));
}

/* SIGTERM comes while it sleeps; and just before the first sleep. */
Test(ex_7_9, passes_on)
{
    struct check *check = check_begin("7.9", "passes_on", &plain);
    struct scene asleep = {
        .arguments = { "7.9", "0", "0", "calls" },
        .moves = { SIGNALS_HOLD(1, ROLE_KILL) },
    };
    demand_guarded(check, &asleep, "143", "RESULT");
    struct scene late = {
        .arguments = { "7.9", "0", "0", "calls" },
        .moves = { SIGNALS_HOLD(1, ROLE_KILL),
                   SIGNALS_LATE(MOVE_ROOT, ROLE_NONE, 1) },
    };
    demand_guarded(check, &late, "143", "RESULT");
    cr_assert(check_end(check));
}

Test(ex_7_9, another_signal)
{
    struct check *check = check_begin("7.9", "another_signal", &plain);
    struct scene scene = { .arguments = { "-s", "7.9", "0", "0", "rest" },
                           .interrupt_waits = true,
                           .steps = { { STEP_KILL_CHILD, NULL, 0, 1 } } };
    demand_guarded(check, &scene, "137", "RESULT");
    cr_assert(check_end(check));
}
