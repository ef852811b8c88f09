/* 00-processes-families.c - what lab 00 demands of 0.4 and 0.5: trees of
 * processes, orphans and zombies. Here a child has children of its own, which
 * die, end in another order, or outlive it.
 */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "harness/check.h"
#include "harness/moments.h"
#include "tests/00-processes.h"

static const char misread[] =
    "the int that waitpid fills in is a coded word: ask WIFEXITED or "
    "WIFSIGNALED first, then take the number out";

/* ---- 0.4 a tree ---- */

static void demand_leaves(struct check *check, struct scene *scene,
                          const char *leaves, const char *cause)
{
    struct run *run = check_play(check, scene);
    check_all_reaped(check); /* who was not waited for told nothing */
    check_result(check, "leaves", leaves, "PROC-06", place_of_reap(run), cause);
}

Test(ex_0_4, leaves)
{
    struct check *check = check_begin("0.4", "leaves", &processes_around_child);
    struct scene none = { .arguments = { "0.4", "0", "5" } };
    check_play(check, &none);
    check_result(check, "leaves", "1", "RESULT", NOWHERE, NULL);
    struct scene small = { .arguments = { "0.4", "2", "2" } };
    demand_leaves(check, &small, "4", misread);
    struct scene wide = { .arguments = { "0.4", "2", "12" } };
    demand_leaves(check, &wide, "144",
                  "144 is a sum of exit statuses here, and no signal");
    cr_assert(check_end(check));
}

Test(ex_0_4, other_order)
{
    struct check *check =
        check_begin("0.4", "other_order", &processes_around_child);
    struct scene scene = { .arguments = { "0.4", "2", "3" },
                           .ends_in_reverse = true };
    demand_leaves(check, &scene, "9", misread);
    cr_assert(check_end(check));
}

Test(ex_0_4, killed_node)
{
    struct check *check =
        check_begin("0.4", "killed_node", &processes_around_child);
    struct scene scene = {
        .arguments = { "0.4", "1", "3" },
        .moves = { KILL_AT(2, ROLE_EXIT, OBJECT_NONE, 1) },
    };
    demand_leaves(check, &scene, "2",
                  "one child was ended by signal 9; it has told nothing, and "
                  "no number in its status word is a count of leaves");
    cr_assert(check_end(check));
}

Test(ex_0_4, interrupted_wait)
{
    struct check *check =
        check_begin("0.4", "interrupted_wait", &processes_around_child);
    struct scene scene = {
        .arguments = { "-s", "0.4", "1", "2" },
        .interrupt_waits = true,
        .moves = { HOLD_AT_ITS_END(1), HOLD_AT_ITS_END(2) },
    };
    check_play(check, &scene);
    check_no_wait_given_up(check, "leaves", "2");
    check_all_reaped(check);
    check_status(check, "leaves", 2);
    cr_assert(check_end(check));
}

Test(ex_0_4, fork_fails)
{
    struct check *check =
        check_begin("0.4", "fork_fails", &processes_around_child);
    struct scene scene = { .arguments = { "0.4", "1", "3" },
                           .moves = { FORK_FAILS(2) } };
    check_failed_fork_as(check, &scene, "leaves");
    cr_assert(check_end(check));
}

/* ---- 0.5 orphans and zombies ---- */

static const char own_pid[] =
    "wait gives whoever ends first: only the one with the program's pid tells "
    "the program's status";

/* Main brings the word only when the function has returned. */
Test(ex_0_5, goes_on)
{
    struct check *check =
        check_begin("0.5", "goes_on", &processes_around_child);
    struct scene scene = { .arguments = { "-f", "later", "0.5", "detach",
                                          "cat later" } };
    check_play(check, &scene);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_output(check, "the function has returned\n", 26);
    check_own_children_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_5, own_session)
{
    struct check *check =
        check_begin("0.5", "own_session", &processes_around_child);
    struct scene scene = { .arguments = { "0.5", "detach",
                                          "cut -d' ' -f6 /proc/self/stat" } };
    struct run *run = check_play(check, &scene);
    const char *session = run_result(run, "session");
    check_that(check, run->output_length > 0, "RESULT", NOWHERE,
               "the program did not run", text_of("nothing came out of it"),
               NULL);
    check_that(check, !session || atoi(session) != atoi(run->output), "RESULT",
               place_of_fork(run, 1), "in the same session",
               text_of("the program is in its caller's session (%s)",
                       session ? session : "?"),
               text_of("a session ends for all who are in it when its "
                       "terminal goes away: setsid makes a new one"));
    check_own_children_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_5, cannot_exec)
{
    struct check *check =
        check_begin("0.5", "cannot_exec", &processes_around_child);
    struct scene scene = { .arguments = { "-b", "[once]", "0.5", "detach",
                                          "./no-such-program" } };
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_own_children_reaped(check);
    struct scene fails = { .arguments = { "0.5", "detach", "true" },
                           .moves = { FORK_FAILS(0) } };
    check_failed_fork(check, &fails);
    cr_assert(check_end(check));
}

Test(ex_0_5, adopted)
{
    struct check *check =
        check_begin("0.5", "adopted", &processes_around_child);
    struct scene scene = {
        .arguments = { "0.5", "adopt",
                       "sh -c '(true; true) & (sh -c true & true) ; exit 3'" },
    };
    struct run *run = check_play(check, &scene);
    check_all_reaped(check);
    check_result(check, "status", "3", "PROC-11", place_of_reap(run), own_pid);
    struct scene killed = { .arguments = { "0.5", "adopt",
                                           "sh -c 'kill -9 $$'" } };
    run = check_play(check, &killed);
    check_result(check, "status", "137", "PROC-06", place_of_reap(run),
                 misread);
    check_result(check, "others", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_0_5, adopted_late)
{
    struct check *check =
        check_begin("0.5", "adopted_late", &processes_around_child);
    struct scene scene = {
        .arguments = { "-s", "0.5", "adopt", "sh -c '(true; true) & exit 3'" },
        .interrupt_waits = true,
        .ends_in_reverse = true,
    };
    struct run *run = check_play(check, &scene);
    check_no_wait_given_up(check, "status", "3");
    check_all_reaped(check);
    check_result(check, "status", "3", "PROC-11", place_of_reap(run), own_pid);
    cr_assert(check_end(check));
}
