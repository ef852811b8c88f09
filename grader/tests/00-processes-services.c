/* 00-processes-services.c - what lab 00 demands of 0.6 and 0.7: a log around
 * each program, also while a thread writes to it, and an upper-case service
 * whose workers may die.
 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/moments.h"
#include "harness/workers.h"
#include "tests/00-processes.h"

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
    struct check *check = check_begin("0.6", "logged", &processes_around_child);
    demand_log(check, "-s", "true", "0");
    demand_log(check, "-s", "false", "1");
    cr_assert(check_end(check));
}

Test(ex_0_6, with_a_thread)
{
    struct check *check =
        check_begin("0.6", "with_a_thread", &processes_around_child);
    demand_log(check, "-t", "true", "0");
    demand_log(check, "-t", "false", "1");
    cr_assert(check_end(check));
}

Test(ex_0_6, cannot_exec)
{
    struct check *check =
        check_begin("0.6", "cannot_exec", &processes_around_child);
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
    struct check *check =
        check_begin("0.7", "answers", &processes_around_child);
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
    struct check *check =
        check_begin("0.7", "large_words", &processes_around_child);
    char *letters = check_one_line(check, 100000);
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
    struct check *check =
        check_begin("0.7", "worker_dies", &processes_around_child);
    struct scene early = { .arguments = { "-k", "1", "0.7", "a", "b", "c" } };
    demand_answers(check, &early, "2", "A\nC\n");
    check_line(check, "= answer 1 none", "RESULT", NOWHERE, NULL);
    struct scene late = {
        .arguments = { "0.7", "a", "b", "c" },
        .moves = { KILL_AT(2, ROLE_WRITE, OBJECT_NONE, 1) },
    };
    demand_answers(check, &late, "2", "A\nC\n");
    cr_assert(check_end(check));
}

Test(ex_0_7, fork_fails)
{
    struct check *check =
        check_begin("0.7", "fork_fails", &processes_to_be_ended);
    struct scene scene = {
        .arguments = { "0.7", "a", "b", "c" },
        /* Not before the others have written their files. */
        .moves = { FORK_FAILS(3),
                   HOLD_AT(MOVE_ROOT, ROLE_FORK, OBJECT_NONE, 3) },
    };
    check_failed_fork_as(check, &scene, "answers");
    check_nothing_left(check, OBJECT_FILE, "LEFT",
                       "the directory must be as it was, also when a worker "
                       "could not be started");
    cr_assert(check_end(check));
}
