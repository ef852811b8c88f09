/* 03-message-queues-workers.c - what lab 03 demands of 3.3: many workers take
 * jobs from one queue. Each job is done once, the urgent ones first, and the
 * work ends when a worker dies, too.
 */
#include <criterion/criterion.h>

#include <string.h>

#include "harness/check.h"
#include "harness/left.h"
#include "tests/03-message-queues.h"

static void judge_work(struct check *check, const char *returned,
                       const char *expected)
{
    check_lines_in_any_order(check, expected);
    check_result(check, "returned", returned, "RESULT", NOWHERE,
                 "the result is how many workers did not end with 0");
    check_all_reaped(check);
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-03",
                       "a queue stays, with what is in it, until its name is "
                       "removed: also when the work ends with an error");
}

static void demand_worked(struct check *check, struct scene *scene,
                          const char *returned, const char *expected)
{
    check_play(check, scene);
    judge_work(check, returned, expected);
}

Test(ex_3_3, jobs_done)
{
    struct check *check = check_begin("3.3", "jobs_done", &queues_posix);
    struct scene few = { .arguments = { "3.3", queues_service(), "3", "1:one",
                                        "1:two" } };
    demand_worked(check, &few, "0", "ONE\nTWO\n");
    struct scene many = { .arguments = { "3.3", queues_service(),
                                         "4",   "1:a",
                                         "2:b", "3:c",
                                         "4:d", "5:e",
                                         "6:f", "7:g",
                                         "8:h", "9:i",
                                         "1:j", "2:k",
                                         "3:l", "4:m",
                                         "5:n", "6:o",
                                         "7:p", "8:q",
                                         "9:r" } };
    demand_worked(check, &many, "0",
                  "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nK\nL\nM\nN\nO\nP\nQ\nR\n");
    struct scene none = { .arguments = { "3.3", queues_service(), "2" } };
    demand_worked(check, &none, "0", "");
    cr_assert(check_end(check));
}

/* The worker is held until all that fits is in the queue. */
Test(ex_3_3, urgent_first)
{
    struct check *check = check_begin("3.3", "urgent_first", &queues_posix);
    struct scene scene = {
        .arguments = { "3.3", queues_service(), "1", "1:can wait", "5:soon",
                       "9:now", "5:too", "1:also" },
        .moves = { HOLD_RECEIVE(1), HOLD_POLL(1) },
    };
    const char *expected = "NOW\nSOON\nTOO\nCAN WAIT\nALSO\n";
    check_play(check, &scene);
    check_output_as(check, expected, strlen(expected), "OUT", NOWHERE,
                    "a message of a higher priority comes first, of equal ones "
                    "the oldest; and what ends a worker must come last");
    judge_work(check, "0", expected);
    cr_assert(check_end(check));
}

/* Both others wait until the second has a job and has died with it. */
Test(ex_3_3, worker_dies)
{
    struct check *check = check_begin("3.3", "worker_dies", &queues_posix);
    struct scene scene = {
        .arguments = { "3.3", queues_service(), "3", "1:a", "1:b", "1:c", "1:d",
                       "1:e", "1:f", "1:g", "1:h", "1:i", "1:j" },
        .moves = { HOLD_RECEIVE(1), HOLD_RECEIVE(3), HOLD_POLL(1), HOLD_POLL(3),
                   KILL_AT(2, ROLE_WRITE, OBJECT_NONE, 1) },
    };
    demand_worked(check, &scene, "1", "B\nC\nD\nE\nF\nG\nH\nI\nJ\n");
    cr_assert(check_end(check));
}

Test(ex_3_3, interrupted)
{
    struct check *check = check_begin("3.3", "interrupted", &queues_posix);
    struct scene scene = {
        .arguments = { "-s", "3.3", queues_service(), "1", "1:a", "1:b", "1:c",
                       "1:d", "1:e", "1:f", "1:g", "1:h", "1:i", "1:j" },
        .interrupt_waits = true,
        .moves = { HOLD_RECEIVE(1), HOLD_POLL(1) },
    };
    demand_worked(check, &scene, "0", "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\n");
    cr_assert(check_end(check));
}

Test(ex_3_3, errors)
{
    struct check *check = check_begin("3.3", "errors", &queues_posix);
    struct scene scene = {
        .arguments = { "3.3", queues_service(), "3", "1:a", "1:b" },
        .moves = { FORK_FAILS(2) },
    };
    demand_worked(check, &scene, "-1 EAGAIN", "");
    cr_assert(check_end(check));
}
