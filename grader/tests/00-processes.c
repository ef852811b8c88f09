/* 00-processes.c - what lab 00 demands, as a list of checks.
 *
 * Each test starts the student's program behind walls, does to it what a bad
 * day does to a program (a fork that fails, a signal in the middle of a wait,
 * children that end in another order), and demands what processes.h promises.
 * Which calls a program uses, and in which order, is its own affair. 10 seconds
 * of wall clock a run are the brake (run.h); no verdict comes from it.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/workers.h"

#define FIRST_FORK_FAILS                                                       \
    {                                                                          \
        MOVE_FAIL, EVENT_ENTER, ROLE_FORK, 0, MOVE_ROOT, 0, EAGAIN, 0          \
    }
#define NTH_FORK_FAILS(n)                                                      \
    {                                                                          \
        MOVE_FAIL, EVENT_ENTER, ROLE_FORK, 0, MOVE_ROOT, n, EAGAIN, 0          \
    }

static const struct setting around_child = {
    .stuck = { [CAUSE_LOST_LOCK] = "PROC-13" },
};
/* Programs that must run side by side: who waits for one before the other is
 * there, waits for ever. */
static const struct setting side_by_side = {
    .stuck = { [CAUSE_LOST_LOCK] = "PROC-13",
               [CAUSE_NO_PARTNER] = "PROC-03",
               [CAUSE_CIRCLE] = "PROC-03" },
};
/* Programs that must be ended, since they would not end by themselves. */
static const struct setting to_be_ended = {
    .stuck = { [CAUSE_NO_PARTNER] = "PROC-08", [CAUSE_CIRCLE] = "PROC-08" },
};

static const char misread[] =
    "the int that waitpid fills in is a coded word: ask WIFEXITED or "
    "WIFSIGNALED first, then take the number out";

/* The program's status; one that is told as somebody tells it who takes the
 * status word for the status is misread. */
static void demand_status(struct check *check, const struct run *run,
                          const char *key, int right)
{
    const char *told = run_result(run, key);
    int number = told ? atoi(told) : -1;
    char *wanted = text_of("%d", right);
    bool mistaken = told && (number == right * 256 || number == right - 128 ||
                             (right > 128 && number == 0));
    check_result(check, key, wanted, mistaken ? "PROC-06" : "RESULT",
                 mistaken ? place_of_reap(run) : NOWHERE,
                 mistaken ? misread : NULL);
    free(wanted);
}

/* ---- 0.1 one program ---- */

Test(ex_0_1, words)
{
    struct check *check = check_begin("0.1", "words", &around_child);
    struct scene scene = { .arguments = { "0.1", "echo", "echo", "b" } };
    check_play(check, &scene);
    check_vector(check, "echo echo b");
    check_output(check, "echo b\n", 7);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    struct scene none = { .arguments = { "0.1", "pwd" } };
    check_play(check, &none);
    check_vector(check, "pwd");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    struct scene four = { .arguments = { "0.1", "echo", "1", "2", "3", "4" } };
    check_play(check, &four);
    check_vector(check, "echo 1 2 3 4");
    check_output(check, "1 2 3 4\n", 8);
    cr_assert(check_end(check));
}

Test(ex_0_1, status)
{
    struct check *check = check_begin("0.1", "status", &around_child);
    struct scene seven = { .arguments = { "0.1", "sh", "-c", "exit 7" } };
    struct run *run = check_play(check, &seven);
    check_vector(check, "sh -c exit 7");
    demand_status(check, run, "returned", 7);
    struct scene killed = { .arguments = { "0.1", "sh", "-c", "kill -9 $$" } };
    run = check_play(check, &killed);
    demand_status(check, run, "returned", 137);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_1, cannot_exec)
{
    struct check *check = check_begin("0.1", "cannot_exec", &around_child);
    struct scene missing = { .arguments = { "0.1", "./no-such-program" } };
    struct run *run = check_play(check, &missing);
    check_no_stray_copy(check);
    demand_status(check, run, "returned", 127);
    struct scene directory = { .arguments = { "0.1", "/" } };
    run = check_play(check, &directory);
    demand_status(check, run, "returned", 126);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_1, interrupted_wait)
{
    struct check *check = check_begin("0.1", "interrupted_wait", &around_child);
    struct scene scene = {
        .arguments = { "-s", "0.1", "true" },
        .interrupt_waits = true,
        .moves = { { MOVE_HOLD, EVENT_EXIT, 0, 0, 1, 1, 0, 0 } },
    };
    check_interrupted_wait(check, &scene);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_1, child_signal_ignored)
{
    struct check *check =
        check_begin("0.1", "child_signal_ignored", &around_child);
    struct scene scene = { .arguments = { "0.1", "true" },
                           .child_signal_ignored = true };
    check_ignored_child_signal(check, &scene);
    cr_assert(check_end(check));
}

Test(ex_0_1, buffer_not_doubled)
{
    struct check *check =
        check_begin("0.1", "buffer_not_doubled", &around_child);
    struct scene scene = { .arguments = { "-b", "[once]", "0.1",
                                          "./no-such-program" } };
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_output(check, "[once]", 6);
    cr_assert(check_end(check));
}

Test(ex_0_1, fork_fails)
{
    struct check *check = check_begin("0.1", "fork_fails", &around_child);
    struct scene scene = { .arguments = { "0.1", "true" },
                           .moves = { FIRST_FORK_FAILS } };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 0.2 many programs, any order ---- */

/* The first ends only when the second has come. */
Test(ex_0_2, side_by_side)
{
    struct check *check = check_begin("0.2", "side_by_side", &side_by_side);
    struct scene scene = { .arguments = { "-f", "meet", "0.2", "cat meet",
                                          "sh -c 'echo word >meet'" } };
    check_play(check, &scene);
    check_output(check, "word\n", 5);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    struct scene back = { .arguments = { "-f", "meet", "0.2",
                                         "sh -c 'echo word >meet'",
                                         "cat meet" } };
    check_play(check, &back);
    check_output(check, "word\n", 5);
    cr_assert(check_end(check));
}

Test(ex_0_2, statuses)
{
    struct check *check = check_begin("0.2", "statuses", &side_by_side);
    struct scene scene = { .arguments = { "0.2", "sh -c 'exit 3'", "true",
                                          "sh -c 'kill -9 $$'",
                                          "./no-such-program" } };
    check_play(check, &scene);
    check_statuses(check, (const int[]){ 3, 0, 137, 127 }, 4);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_2, other_order)
{
    struct check *check = check_begin("0.2", "other_order", &side_by_side);
    struct scene scene = { .arguments = { "0.2", "sh -c 'exit 3'",
                                          "sh -c 'exit 4'", "sh -c 'exit 5'" },
                           .ends_in_reverse = true };
    check_play(check, &scene);
    check_statuses(check, (const int[]){ 3, 4, 5 }, 3);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_2, interrupted_wait)
{
    struct check *check = check_begin("0.2", "interrupted_wait", &side_by_side);
    struct scene scene = {
        .arguments = { "-s", "0.2", "true", "sh -c 'exit 1'" },
        .interrupt_waits = true,
        .moves = { { MOVE_HOLD, EVENT_EXIT, 0, 0, 1, 1, 0, 0 },
                   { MOVE_HOLD, EVENT_EXIT, 0, 0, 2, 1, 0, 0 } },
    };
    check_interrupted_wait(check, &scene);
    check_statuses(check, (const int[]){ 0, 1 }, 2);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_2, fork_fails)
{
    struct check *check = check_begin("0.2", "fork_fails", &to_be_ended);
    struct scene scene = { .arguments = { "-f", "never", "0.2", "cat never",
                                          "cat never", "true" },
                           .moves = { NTH_FORK_FAILS(3) } };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 0.3 files instead of the terminal ---- */

static void demand_output(struct check *check, struct scene *scene,
                          const char *output, const char *code,
                          const char *cause)
{
    struct run *run = check_play(check, scene);
    check_output_as(check, output, strlen(output), code,
                    place_of_result(run, ROLE_DUP, 0), cause);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

Test(ex_0_3, files)
{
    struct check *check = check_begin("0.3", "files", &around_child);
    struct scene out = { .arguments = { "0.3", "3>&1", ">out",
                                        "sh -c 'echo one; cat out >&3'" } };
    demand_output(check, &out, "one\n", "OUT", NULL);
    struct scene in = { .arguments = { "0.3", "3>&1", ">f", "<f",
                                       "sh -c 'echo two; cat >&3'" } };
    demand_output(check, &in, "two\n", "OUT", NULL);
    struct scene more = { .arguments = {
                              "0.3", "3>&1", ">f", "2>>f",
                              "sh -c 'echo a; echo b >&2; cat f >&3'" } };
    demand_output(check, &more, "a\nb\n", "OUT", NULL);
    cr_assert(check_end(check));
}

Test(ex_0_3, order)
{
    struct check *check = check_begin("0.3", "order", &around_child);
    const char *cause = "the list is carried out from left to right: 2>&1 "
                        "copies what 1 is at that moment";
    struct scene after = {
        .arguments = { "0.3", "3>&1", ">f", "2>&1",
                       "sh -c 'echo e >&2; [ -s f ] && echo file >&3'" }
    };
    demand_output(check, &after, "file\n", "OUT", cause);
    struct scene before = { .arguments = { "0.3", "2>&1", ">f",
                                           "sh -c 'echo e >&2; [ ! -s f ]'" } };
    demand_output(check, &before, "e\n", "OUT", cause);
    cr_assert(check_end(check));
}

Test(ex_0_3, cannot_open)
{
    struct check *check = check_begin("0.3", "cannot_open", &around_child);
    struct scene file = { .arguments = { "0.3", "<no-such-file", "echo x" } };
    check_play(check, &file);
    check_no_stray_copy(check);
    check_output(check, "", 0);
    check_result(check, "returned", "1", "RESULT", NOWHERE, NULL);
    struct scene descriptor = { .arguments = { "0.3", "2>&9", "echo x" } };
    check_play(check, &descriptor);
    check_output(check, "", 0);
    check_result(check, "returned", "1", "RESULT", NOWHERE, NULL);
    struct scene program = { .arguments = { "0.3", ">f", "./no-such" } };
    check_play(check, &program);
    check_no_stray_copy(check);
    check_result(check, "returned", "127", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_0_3, closed_descriptors)
{
    struct check *check =
        check_begin("0.3", "closed_descriptors", &around_child);
    struct scene scene = { .arguments = { "0.3", "3>&1", ">f", "<f",
                                          "sh -c 'echo two; cat >&3'" },
                           .closed = 1 };
    demand_output(check, &scene, "two\n", "PIPE-10",
                  "descriptor 0 was closed, so open gave that very number: "
                  "dup2 onto itself does nothing, and the close behind it "
                  "takes the file away");
    cr_assert(check_end(check));
}

/* ls itself opens one: the directory that it lists. */
Test(ex_0_3, nothing_more)
{
    struct check *check = check_begin("0.3", "nothing_more", &around_child);
    struct scene scene = { .arguments = { "0.3", "2>f", "<f",
                                          "ls /proc/self/fd" } };
    demand_output(check, &scene, "0\n1\n2\n3\n", "LEFT",
                  "the program was given a descriptor that nobody asked for: "
                  "dup2 makes a second one, and the first stays open");
    cr_assert(check_end(check));
}

Test(ex_0_3, directory)
{
    struct check *check = check_begin("0.3", "directory", &around_child);
    struct scene scene = { .arguments = { "0.3", "cd /tmp", "pwd" } };
    struct run *run = check_play(check, &scene);
    bool twice = run_child_count(run) > 1;
    check_output_as(check, "/tmp\n", 5, twice ? "PROC-10" : "OUT",
                    twice ? place_of_fork(run, 1) : NOWHERE,
                    twice ? "a child changed its own working directory; the "
                            "parent's stayed what it was"
                          : NULL);
    struct scene none = { .arguments = { "0.3", "cd /no-such-place", "pwd" } };
    check_play(check, &none);
    check_result(check, "cd", "-1 ENOENT", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

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
    struct check *check = check_begin("0.4", "leaves", &around_child);
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
    struct check *check = check_begin("0.4", "other_order", &around_child);
    struct scene scene = { .arguments = { "0.4", "2", "3" },
                           .ends_in_reverse = true };
    demand_leaves(check, &scene, "9", misread);
    cr_assert(check_end(check));
}

Test(ex_0_4, killed_node)
{
    struct check *check = check_begin("0.4", "killed_node", &around_child);
    struct scene scene = {
        .arguments = { "0.4", "1", "3" },
        .moves = { { MOVE_KILL, EVENT_ENTER, ROLE_EXIT, OBJECT_NONE, 2, 1,
                     SIGKILL, 0 } },
    };
    demand_leaves(check, &scene, "2",
                  "one child was ended by signal 9; it has told nothing, and "
                  "no number in its status word is a count of leaves");
    cr_assert(check_end(check));
}

Test(ex_0_4, interrupted_wait)
{
    struct check *check = check_begin("0.4", "interrupted_wait", &around_child);
    struct scene scene = {
        .arguments = { "-s", "0.4", "1", "2" },
        .interrupt_waits = true,
        .moves = { { MOVE_HOLD, EVENT_EXIT, 0, 0, 1, 1, 0, 0 },
                   { MOVE_HOLD, EVENT_EXIT, 0, 0, 2, 1, 0, 0 } },
    };
    struct run *run = check_play(check, &scene);
    const struct event *wait = evidence_gave_up_waiting(run);
    if (wait)
        check_result(check, "leaves", "2", "PROC-07", wait->place,
                     "a signal handler ran while your program waited for its "
                     "child; the wait was over (EINTR) and had collected "
                     "nothing");
    check_all_reaped(check);
    demand_status(check, run, "leaves", 2);
    cr_assert(check_end(check));
}

Test(ex_0_4, fork_fails)
{
    struct check *check = check_begin("0.4", "fork_fails", &around_child);
    struct scene scene = { .arguments = { "0.4", "1", "3" },
                           .moves = { NTH_FORK_FAILS(2) } };
    struct run *run = check_play(check, &scene);
    check_result(check, "leaves", "-1 EAGAIN", "PROC-08", run->failed_at,
                 "fork failed (EAGAIN: too many processes) and returned -1; "
                 "that is no process id, and the function must tell it");
    check_all_reaped(check);
    cr_assert(check_end(check));
}

/* ---- 0.5 orphans and zombies ---- */

/* Main brings the word only when the function has returned. */
Test(ex_0_5, goes_on)
{
    struct check *check = check_begin("0.5", "goes_on", &around_child);
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
    struct check *check = check_begin("0.5", "own_session", &around_child);
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
    struct check *check = check_begin("0.5", "cannot_exec", &around_child);
    struct scene scene = { .arguments = { "-b", "[once]", "0.5", "detach",
                                          "./no-such-program" } };
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_own_children_reaped(check);
    struct scene fails = { .arguments = { "0.5", "detach", "true" },
                           .moves = { FIRST_FORK_FAILS } };
    check_failed_fork(check, &fails);
    cr_assert(check_end(check));
}

Test(ex_0_5, adopted)
{
    struct check *check = check_begin("0.5", "adopted", &around_child);
    struct scene scene = {
        .arguments = { "0.5", "adopt",
                       "sh -c '(true; true) & (sh -c true & true) ; exit 3'" },
    };
    struct run *run = check_play(check, &scene);
    check_all_reaped(check);
    check_result(check, "status", "3", "PROC-11", place_of_reap(run),
                 "wait gives whoever ends first: only the one with the "
                 "program's pid tells the program's status");
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
    struct check *check = check_begin("0.5", "adopted_late", &around_child);
    struct scene scene = {
        .arguments = { "-s", "0.5", "adopt", "sh -c '(true; true) & exit 3'" },
        .interrupt_waits = true,
        .ends_in_reverse = true,
    };
    struct run *run = check_play(check, &scene);
    const struct event *wait = evidence_gave_up_waiting(run);
    if (wait)
        check_result(check, "status", "3", "PROC-07", wait->place,
                     "a signal handler ran while your program waited; the "
                     "wait was over (EINTR) and had collected nobody");
    check_all_reaped(check);
    check_result(check, "status", "3", "PROC-11", place_of_reap(run),
                 "wait gives whoever ends first: only the one with the "
                 "program's pid tells the program's status");
    cr_assert(check_end(check));
}

/* ---- 0.6 in a program with threads ---- */

static void demand_log(struct check *check, const char *option,
                       const char *program, const char *status)
{
    struct scene scene = { .arguments = { option, "0.6", program } };
    char *start = text_of("log: start %s", program);
    char *end = text_of("log: end %s %s", program, status);
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_result(check, "returned", status, "RESULT", NOWHERE, NULL);
    check_line(check, start, "RESULT", NOWHERE, NULL);
    check_line(check, end, "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    free(start);
    free(end);
}

Test(ex_0_6, logged)
{
    struct check *check = check_begin("0.6", "logged", &around_child);
    demand_log(check, "-s", "true", "0");
    demand_log(check, "-s", "false", "1");
    cr_assert(check_end(check));
}

Test(ex_0_6, with_a_thread)
{
    struct check *check = check_begin("0.6", "with_a_thread", &around_child);
    demand_log(check, "-t", "true", "0");
    demand_log(check, "-t", "false", "1");
    cr_assert(check_end(check));
}

Test(ex_0_6, cannot_exec)
{
    struct check *check = check_begin("0.6", "cannot_exec", &around_child);
    demand_log(check, "-t", "./no-such-program", "127");
    cr_assert(check_end(check));
}

/* ---- 0.7 an upper-case service ---- */

static void demand_answers(struct check *check, struct scene *scene,
                           const char *answers, const char *output)
{
    check_play(check, scene);
    for (int i = 1; i <= run_child_count(check->run); i++)
        check_worker_hands_over(check, i);
    check_result(check, "answers", answers, "RESULT", NOWHERE, NULL);
    check_output(check, output, strlen(output));
    check_all_reaped(check);
    check_nothing_left(check, OBJECT_FILE, "LEFT",
                       "the directory must be as it was, also after a worker "
                       "that died");
}

Test(ex_0_7, answers)
{
    struct check *check = check_begin("0.7", "answers", &around_child);
    struct scene three = { .arguments = { "0.7", "one", "two", "3 four" } };
    demand_answers(check, &three, "3", "ONE\nTWO\n3 FOUR\n");
    struct scene empty = { .arguments = { "0.7", "", "x" },
                           .ends_in_reverse = true };
    check_play(check, &empty);
    check_output(check, "\nX\n", 3);
    cr_assert(check_end(check));
}

Test(ex_0_7, large_words)
{
    struct check *check = check_begin("0.7", "large_words", &around_child);
    char *letters = check_letters(check, 100000);
    for (char *at = letters; *at; at++)
        *at = *at == '\n' ? '-' : *at;
    char *upper = check_upper(letters, 100000);
    char *output = text_of("%s\n%s\n", upper, upper);
    struct scene scene = { .arguments = { "0.7", letters, letters } };
    demand_answers(check, &scene, "2", output);
    free(letters);
    free(upper);
    free(output);
    cr_assert(check_end(check));
}

Test(ex_0_7, worker_dies)
{
    struct check *check = check_begin("0.7", "worker_dies", &around_child);
    struct scene early = { .arguments = { "-k", "1", "0.7", "a", "b", "c" } };
    demand_answers(check, &early, "2", "A\nC\n");
    check_line(check, "= answer 1 none", "RESULT", NOWHERE, NULL);
    struct scene late = {
        .arguments = { "0.7", "a", "b", "c" },
        .moves = { { MOVE_KILL, EVENT_ENTER, ROLE_WRITE, OBJECT_NONE, 2, 1,
                     SIGKILL, 0 } },
    };
    demand_answers(check, &late, "2", "A\nC\n");
    cr_assert(check_end(check));
}

Test(ex_0_7, fork_fails)
{
    struct check *check = check_begin("0.7", "fork_fails", &to_be_ended);
    struct scene scene = {
        .arguments = { "0.7", "a", "b", "c" },
        /* Not before the others have written their files. */
        .moves = { NTH_FORK_FAILS(3),
                   { MOVE_HOLD, EVENT_ENTER, ROLE_FORK, OBJECT_NONE, MOVE_ROOT,
                     3, 0, 0 } },
    };
    struct run *run = check_play(check, &scene);
    check_result(check, "answers", "-1 EAGAIN", "PROC-08", run->failed_at,
                 "fork failed (EAGAIN: too many processes) and returned -1; "
                 "that is no process id, and the function must tell it");
    check_all_reaped(check);
    check_nothing_left(check, OBJECT_FILE, "LEFT",
                       "the directory must be as it was, also when a worker "
                       "could not be started");
    cr_assert(check_end(check));
}
