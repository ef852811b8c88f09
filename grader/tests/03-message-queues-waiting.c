/* 03-message-queues-waiting.c - what lab 03 demands of 3.4 and 3.5: who waits
 * for an answer gives up in time and not before, and who does other things
 * meanwhile is told of each message.
 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/queues.h"
#include "tests/03-message-queues.h"

/* ---- 3.4 an answer in time ---- */

/* The scene has been played, with limits of a minute and more. */
static void judge_answers(struct check *check, const char *key,
                          const char *result, const char *expected)
{
    check_time_limit(check, 50000);
    check_gave_up(check, "ask", "PMQ-05");
    check_result(check, key, result, "RESULT", NOWHERE, NULL);
    check_output(check, expected, strlen(expected));
    check_all_reaped(check);
}

Test(ex_3_4, answers)
{
    struct check *check = check_begin("3.4", "answers", &queues_posix);
    struct scene scene = { .arguments = { "3.4", queues_service(),
                                          "60000:hello",
                                          "60000:", "60000:*1000" } };
    char *letters = queues_alphabet('A', 1000);
    char *expected = text_of("[HELLO]\n[]\n[%s]\n", letters);
    check_play(check, &scene);
    judge_answers(check, "ask 3", "1000", expected);
    free(letters);
    free(expected);
    cr_assert(check_end(check));
}

/* The server is held until the client sleeps; then it has 60 s and more. */
Test(ex_3_4, patience)
{
    struct check *check = check_begin("3.4", "patience", &queues_posix);
    struct scene scene = {
        .arguments = { "3.4", queues_service(), "60000:a", "60999:b",
                       "3600999:c", "99999:d" },
        .moves = { HOLD_AT(1, ROLE_RECEIVE, OBJECT_NONE, 0) },
    };
    check_play(check, &scene);
    judge_answers(check, "ask 4", "1", "[A]\n[B]\n[C]\n[D]\n");
    cr_assert(check_end(check));
}

Test(ex_3_4, gives_up)
{
    struct check *check = check_begin("3.4", "gives_up", &queues_posix);
    static const char *const options[] = { "-q", "-f" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = {
            .arguments = { options[i], "3.4", queues_service(), "0:a", "20:b" }
        };
        check_play(check, &scene);
        check_moment(check);
        check_result(check, "ask 1", "-1 ETIMEDOUT", "RESULT", NOWHERE,
                     "nobody answers, so the time must end it");
        check_result(check, "ask 2", "-1 ETIMEDOUT", "RESULT", NOWHERE,
                     "nobody answers, so the time must end it");
        check_output(check, "", 0);
    }
    cr_assert(check_end(check));
}

Test(ex_3_4, late_answer)
{
    struct check *check = check_begin("3.4", "late_answer", &queues_posix);
    struct scene scene = { .arguments = { "-l", "3.4", queues_service(),
                                          "20:old", "60000:new" } };
    check_play(check, &scene);
    check_moment(check);
    check_result(check, "ask 1", "-1 ETIMEDOUT", "RESULT", NOWHERE, NULL);
    check_output_as(check, "[NEW]\n", 6, "OUT", NOWHERE,
                    "the answer to an earlier question, which came too late, "
                    "was taken for the answer to this one");
    check_result(check, "ask 2", "3", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_3_4, interrupted)
{
    struct check *check = check_begin("3.4", "interrupted", &queues_posix);
    struct scene scene = {
        .arguments = { "-s", "3.4", queues_service(), "60000:hello" },
        .interrupt_waits = true,
        .moves = { HOLD_RECEIVE(1) },
    };
    check_play(check, &scene);
    judge_answers(check, "ask 1", "5", "[HELLO]\n");
    cr_assert(check_end(check));
}

/* ---- 3.5 told of a message ---- */

static bool look_at_inbox(struct check *check, const struct run *run)
{
    (void)run;
    check_unnoticed(check);
    return check->failed;
}

static const struct setting notified = { .busy = "PMQ-05",
                                         .explain = look_at_inbox };

static void demand_collected(struct check *check, struct scene *scene,
                             const char *status, const char *expected)
{
    check_play(check, scene);
    check_gave_up(check, "returned", "PMQ-05");
    check_result(check, "returned", status, "RESULT", NOWHERE, NULL);
    check_output(check, expected, strlen(expected));
    check_all_reaped(check);
}

/* Each line comes when all sleep; in a queue with room for one, a message that
 * goes unnoticed keeps the sender from sending the next. */
Test(ex_3_5, one_by_one)
{
    struct check *check = check_begin("3.5", "one_by_one", &notified);
    struct scene scene = {
        .arguments = { "3.5", queues_service(), "1" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "a\n", 0, 0 },
                   { STEP_FEED, "b\n\n", 0, 0 },
                   { STEP_FEED, "c\nd\ne\nf\n", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    demand_collected(check, &scene, "7", "a\nb\n\nc\nd\ne\nf\n");
    cr_assert(check_end(check));
}

/* What comes while it is about to register again comes without a signal. */
Test(ex_3_5, between_two_looks)
{
    struct check *check = check_begin("3.5", "between_two_looks", &notified);
    struct scene scene = {
        .arguments = { "3.5", queues_service(), "1" },
        .input_pipe = true,
        /* unlink, register, register */
        .moves = { HOLD_AT(MOVE_ROOT, ROLE_CONTROL, OBJECT_QUEUE, 3) },
        .steps = { { STEP_FEED, "a\n", 0, 0 },
                   { STEP_FEED, "b\nc\n", 0, 1 },
                   { STEP_FEED, "d\n", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    demand_collected(check, &scene, "7", "a\nb\nc\nd\n");
    cr_assert(check_end(check));
}

/* ... and what is there before the first registration, too. */
Test(ex_3_5, before_the_first)
{
    struct check *check = check_begin("3.5", "before_the_first", &notified);
    struct scene scene = {
        .arguments = { "3.5", queues_service(), "1" },
        .input_pipe = true,
        .moves = { HOLD_AT(MOVE_ROOT, ROLE_CONTROL, OBJECT_QUEUE, 2) },
        .steps = { { STEP_FEED, "a\nb\n", 0, 1 },
                   { STEP_FEED, "c\n", 0, 0 },
                   { .kind = STEP_END_INPUT } },
    };
    demand_collected(check, &scene, "7", "a\nb\nc\n");
    cr_assert(check_end(check));
}

/* Its last words are in the inbox when it ends, or none at all. */
Test(ex_3_5, sender_ends)
{
    struct check *check = check_begin("3.5", "sender_ends", &queues_posix);
    struct scene silent = { .arguments = { "3.5", queues_service(), "5" } };
    demand_collected(check, &silent, "7", "");
    struct scene last = {
        .arguments = { "3.5", queues_service(), "5" },
        .input = "last\nwords\n",
        .input_length = 11,
        .moves = { HOLD_AT(MOVE_ROOT, ROLE_CONTROL, OBJECT_QUEUE, 2) },
    };
    demand_collected(check, &last, "7", "last\nwords\n");
    struct scene killed = {
        .arguments = { "3.5", queues_service(), "5" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "a\n", 0, 0 },
                   { .kind = STEP_KILL_CHILD, .number = 1 } },
    };
    demand_collected(check, &killed, "137", "a\n");
    cr_assert(check_end(check));
}
