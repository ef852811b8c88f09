/* 03-message-queues.c - what lab 03 demands, as a list of checks.
 *
 * Each test starts the student's program behind walls; main.c there plays the
 * other side with the plain calls (the scenes_... files), and the grader holds
 * processes, sends signals and kills. What is demanded is what queues.h
 * promises; which calls a program uses, and in which order, is its own affair.
 * 10 seconds of wall clock a run are the brake (run.h); no verdict comes from
 * it. Times of 0 and 20 ms are waited for; longer ones never are.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/sandbox.h"

static const struct setting posix_queue = { .busy = "PMQ-05" };
static const struct setting sysv_queue = { .busy = "SVMQ-05" };

/* A name for queues: behind walls every run has its own, else it must be new. */
static const char *service(void)
{
    static char name[32] = "upper";
    if (!sandbox_available(NULL))
        (void)snprintf(name, sizeof name, "upper-%d", (int)getpid());
    return name;
}

/* ---- moves ---- */

/* Held when it first receives, or first sends, until all others sleep. */
#define HOLD_RECEIVE(who)                                                      \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, ROLE_RECEIVE, OBJECT_NONE, who, 1, 0, 0        \
    }
#define HOLD_SEND(who)                                                         \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, ROLE_SEND, OBJECT_NONE, who, 1, 0, 0           \
    }
#define HOLD_POLL(who)                                                         \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, ROLE_POLL, OBJECT_NONE, who, 1, 0, 0           \
    }

/* ---- 3.1 a queue with a name ---- */

static void demand_new_queue(struct check *check, struct scene *scene,
                             const char *room, const char *size)
{
    struct run *run = check_play(check, scene);
    struct place place = place_of_queue_open(run);
    const char *old = "a queue of this name was there already: then its "
                      "attributes and its messages stay, and O_CREAT changes "
                      "nothing";
    bool again = scene->arguments[0][0] == '-';
    if (again && queue_failed(run, "mq_open", EEXIST))
        check_result(check, "returned", "0", "PMQ-03", place,
                     "O_EXCL refuses a queue that an earlier run left; "
                     "nobody but you will remove it");
    check_queue_opened(check, "returned");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "room", room, again ? "PMQ-03" : "RESULT", place,
                 again ? old : "mq_maxmsg is how many messages it holds");
    check_result(check, "size", size, again ? "PMQ-03" : "RESULT", place,
                 again ? old : "mq_msgsize is how large each may be");
    check_result(check, "messages", "0", "PMQ-03", place, old);
}

Test(ex_3_1, attributes)
{
    struct check *check = check_begin("3.1", "attributes", &posix_queue);
    struct scene scene = { .arguments = { "3.1", service(), "5", "100" } };
    demand_new_queue(check, &scene, "5", "100");
    struct scene other = { .arguments = { "3.1", service(), "9", "8000" } };
    demand_new_queue(check, &other, "9", "8000");
    cr_assert(check_end(check));
}

Test(ex_3_1, name)
{
    struct check *check = check_begin("3.1", "name", &posix_queue);
    struct scene scene = { .arguments = { "3.1", service(), "2", "100" } };
    check_play(check, &scene);
    check_queue_opened(check, "returned");
    check_result(check, "found", "1", "PMQ-02", NOWHERE,
                 "others look for it under a slash and the service's name");
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-02",
                       "its name is not a slash and the name of the service");
    static const char *const wrong[] = { "a/b", "/a", "" };
    for (int i = 0; i < 3; i++) {
        struct scene bad = { .arguments = { "3.1", wrong[i], "2", "100" } };
        check_play(check, &bad);
        check_result(check, "returned", "-1 EINVAL", "PMQ-02", NOWHERE,
                     "a service is a word of at least one byte, and has no "
                     "slash in it");
    }
    cr_assert(check_end(check));
}

Test(ex_3_1, old_queue)
{
    struct check *check = check_begin("3.1", "old_queue", &posix_queue);
    struct scene scene = { .arguments = { "-o", "3.1", service(), "5",
                                          "100" } };
    demand_new_queue(check, &scene, "5", "100");
    check_result(check, "found", "1", "PMQ-02", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_3_1, killed_run)
{
    struct check *check = check_begin("3.1", "killed_run", &posix_queue);
    struct scene scene = { .arguments = { "-k", "3.1", service(), "5",
                                          "100" } };
    demand_new_queue(check, &scene, "5", "100");
    cr_assert(check_end(check));
}

Test(ex_3_1, limits)
{
    struct check *check = check_begin("3.1", "limits", &posix_queue);
    struct scene scene = { .arguments = { "3.1", service(), "100000", "9" } };
    check_play(check, &scene);
    check_result(check, "returned", "-1 EINVAL", "RESULT", NOWHERE,
                 "no queue may have room for 100000 messages: mq_open says "
                 "so, and the function must tell it");
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-03", NULL);
    cr_assert(check_end(check));
}

/* ---- 3.2 whole messages ---- */

/* The words are "PRIORITY:TEXT"; expected is what their receiver prints. */
static void demand_put(struct check *check, struct scene *scene,
                       const char *expected, size_t length)
{
    check_play(check, scene);
    check_gave_up(check, "put", "PMQ-05");
    check_result(check, "put 1", "0", "RESULT", NOWHERE, NULL);
    check_output(check, expected, length);
    check_all_reaped(check);
}

static void demand_taken(struct check *check, struct scene *scene,
                         const char *expected, size_t length)
{
    check_play(check, scene);
    check_receive_room(check);
    check_gave_up(check, "take", "PMQ-05");
    check_output(check, expected, length);
    check_all_reaped(check);
}

Test(ex_3_2, bytes)
{
    struct check *check = check_begin("3.2", "bytes", &posix_queue);
    struct scene put = { .arguments = { "3.2", service(), "put", "4", "64",
                                        "3:hello", "3:a\\0b", "3:" } };
    check_play(check, &put);
    check_message_length(check, "put 1", "mq_timedsend", 1, 5);
    check_message_length(check, "put 2", "mq_timedsend", 2, 3);
    check_message_length(check, "put 3", "mq_timedsend", 3, 0);
    check_result(check, "put 3", "0", "RESULT", NOWHERE, NULL);
    check_output(check, "3 [hello]\n3 [a\0b]\n3 []\n", 23);
    struct scene take = { .arguments = { "3.2", service(), "take", "4", "64",
                                         "3:hello", "3:a\\0b", "3:" } };
    check_play(check, &take);
    check_receive_room(check);
    check_message_length(check, "take 1", "mq_timedreceive", 1, 5);
    check_message_length(check, "take 2", "mq_timedreceive", 2, 3);
    check_message_length(check, "take 3", "mq_timedreceive", 3, 0);
    check_result(check, "take 3", "0", "RESULT", NOWHERE,
                 "a message of no byte is a message");
    check_output(check, "3 [hello]\n3 [a\0b]\n3 []\n", 23);
    cr_assert(check_end(check));
}

Test(ex_3_2, any_queue)
{
    struct check *check = check_begin("3.2", "any_queue", &posix_queue);
    struct scene small = { .arguments = { "3.2", service(), "take", "1", "1",
                                          "0:x" } };
    demand_taken(check, &small, "0 [x]\n", 6);
    struct scene large = { .arguments = { "3.2", service(), "take", "2", "8192",
                                          "0:*3000", "0:z" } };
    char letters[3001];
    for (int i = 0; i < 3000; i++)
        letters[i] = (char)('a' + i % 26);
    letters[3000] = '\0';
    char *expected = text_of("0 [%s]\n0 [z]\n", letters);
    demand_taken(check, &large, expected, strlen(expected));
    free(expected);
    cr_assert(check_end(check));
}

Test(ex_3_2, order)
{
    struct check *check = check_begin("3.2", "order", &posix_queue);
    const char *expected = "9 [d]\n2 [b]\n2 [c]\n1 [a]\n";
    struct scene take = {
        .arguments = { "3.2", service(), "take", "5", "64", "1:a", "2:b", "2:c",
                       "9:d" },
        .moves = { HOLD_RECEIVE(MOVE_ROOT), HOLD_POLL(MOVE_ROOT) },
    };
    demand_taken(check, &take, expected, strlen(expected));
    struct scene put = {
        .arguments = { "3.2", service(), "put", "5", "64", "1:a", "2:b", "2:c",
                       "9:d" },
        .moves = { HOLD_RECEIVE(1) },
    };
    demand_put(check, &put, expected, strlen(expected));
    cr_assert(check_end(check));
}

Test(ex_3_2, full_and_empty)
{
    struct check *check = check_begin("3.2", "full_and_empty", &posix_queue);
    struct scene put = {
        .arguments = { "3.2", service(), "put", "1", "64", "1:a", "1:b",
                       "1:c" },
        .moves = { HOLD_RECEIVE(1) },
    };
    demand_put(check, &put, "1 [a]\n1 [b]\n1 [c]\n", 18);
    struct scene take = {
        .arguments = { "3.2", service(), "take", "1", "64", "1:a", "1:b" },
        .moves = { HOLD_SEND(1) },
    };
    demand_taken(check, &take, "1 [a]\n1 [b]\n", 12);
    cr_assert(check_end(check));
}

Test(ex_3_2, not_yet)
{
    struct check *check = check_begin("3.2", "not_yet", &posix_queue);
    struct scene put = {
        .arguments = { "-n", "3.2", service(), "put", "1", "64", "1:a", "1:b" },
        .moves = { HOLD_RECEIVE(1) },
    };
    demand_put(check, &put, "1 [a]\n1 [b]\n", 12);
    struct scene take = {
        .arguments = { "-n", "3.2", service(), "take", "1", "64", "1:a" },
        .moves = { HOLD_SEND(1) },
    };
    demand_taken(check, &take, "1 [a]\n", 6);
    cr_assert(check_end(check));
}

Test(ex_3_2, interrupted)
{
    struct check *check = check_begin("3.2", "interrupted", &posix_queue);
    static const char *const options[] = { "-s", "-sn" };
    for (int i = 0; i < 2; i++) {
        struct scene put = {
            .arguments = { options[i], "3.2", service(), "put", "1", "64",
                           "1:a", "1:b" },
            .interrupt_waits = true,
            .moves = { HOLD_RECEIVE(1) },
        };
        demand_put(check, &put, "1 [a]\n1 [b]\n", 12);
        struct scene take = {
            .arguments = { options[i], "3.2", service(), "take", "1", "64",
                           "1:a" },
            .interrupt_waits = true,
            .moves = { HOLD_SEND(1) },
        };
        demand_taken(check, &take, "1 [a]\n", 6);
    }
    cr_assert(check_end(check));
}

Test(ex_3_2, too_long)
{
    struct check *check = check_begin("3.2", "too_long", &posix_queue);
    struct scene put = { .arguments = { "3.2", service(), "put", "2", "4",
                                        "1:hello" } };
    check_play(check, &put);
    check_result(check, "put 1", "-1 EMSGSIZE", "RESULT", NOWHERE,
                 "a message that the queue cannot take is an error, and no "
                 "part of it is sent");
    check_output(check, "", 0);
    cr_assert(check_end(check));
}

/* ---- 3.3 many workers ---- */

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
    struct check *check = check_begin("3.3", "jobs_done", &posix_queue);
    struct scene few = { .arguments = { "3.3", service(), "3", "1:one",
                                        "1:two" } };
    demand_worked(check, &few, "0", "ONE\nTWO\n");
    struct scene many = {
        .arguments = { "3.3", service(), "4",   "1:a", "2:b", "3:c", "4:d",
                       "5:e", "6:f",     "7:g", "8:h", "9:i", "1:j", "2:k",
                       "3:l", "4:m",     "5:n", "6:o", "7:p", "8:q", "9:r" }
    };
    demand_worked(check, &many, "0",
                  "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nK\nL\nM\nN\nO\nP\nQ\nR\n");
    struct scene none = { .arguments = { "3.3", service(), "2" } };
    demand_worked(check, &none, "0", "");
    cr_assert(check_end(check));
}

/* The worker is held until all that fits is in the queue. */
Test(ex_3_3, urgent_first)
{
    struct check *check = check_begin("3.3", "urgent_first", &posix_queue);
    struct scene scene = {
        .arguments = { "3.3", service(), "1", "1:can wait", "5:soon", "9:now",
                       "5:too", "1:also" },
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
    struct check *check = check_begin("3.3", "worker_dies", &posix_queue);
    struct scene scene = {
        .arguments = { "3.3", service(), "3", "1:a", "1:b", "1:c", "1:d", "1:e",
                       "1:f", "1:g", "1:h", "1:i", "1:j" },
        .moves = { HOLD_RECEIVE(1),
                   HOLD_RECEIVE(3),
                   HOLD_POLL(1),
                   HOLD_POLL(3),
                   { MOVE_KILL, EVENT_ENTER, ROLE_WRITE, OBJECT_NONE, 2, 1,
                     SIGKILL, 0 } },
    };
    demand_worked(check, &scene, "1", "B\nC\nD\nE\nF\nG\nH\nI\nJ\n");
    cr_assert(check_end(check));
}

Test(ex_3_3, interrupted)
{
    struct check *check = check_begin("3.3", "interrupted", &posix_queue);
    struct scene scene = {
        .arguments = { "-s", "3.3", service(), "1", "1:a", "1:b", "1:c", "1:d",
                       "1:e", "1:f", "1:g", "1:h", "1:i", "1:j" },
        .interrupt_waits = true,
        .moves = { HOLD_RECEIVE(1), HOLD_POLL(1) },
    };
    demand_worked(check, &scene, "0", "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\n");
    cr_assert(check_end(check));
}

Test(ex_3_3, errors)
{
    struct check *check = check_begin("3.3", "errors", &posix_queue);
    struct scene scene = {
        .arguments = { "3.3", service(), "3", "1:a", "1:b" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, OBJECT_NONE, MOVE_ROOT,
                     2, EAGAIN, 0 } },
    };
    demand_worked(check, &scene, "-1 EAGAIN", "");
    cr_assert(check_end(check));
}

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
    struct check *check = check_begin("3.4", "answers", &posix_queue);
    struct scene scene = { .arguments = { "3.4", service(), "60000:hello",
                                          "60000:", "60000:*1000" } };
    char letters[1001];
    for (int i = 0; i < 1000; i++)
        letters[i] = (char)('A' + i % 26);
    letters[1000] = '\0';
    char *expected = text_of("[HELLO]\n[]\n[%s]\n", letters);
    check_play(check, &scene);
    judge_answers(check, "ask 3", "1000", expected);
    free(expected);
    cr_assert(check_end(check));
}

/* The server is held until the client sleeps; then it has 60 s and more. */
Test(ex_3_4, patience)
{
    struct check *check = check_begin("3.4", "patience", &posix_queue);
    struct scene scene = {
        .arguments = { "3.4", service(), "60000:a", "60999:b", "3600999:c",
                       "99999:d" },
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_RECEIVE, OBJECT_NONE, 1, 0, 0,
                     0 } },
    };
    check_play(check, &scene);
    judge_answers(check, "ask 4", "1", "[A]\n[B]\n[C]\n[D]\n");
    cr_assert(check_end(check));
}

Test(ex_3_4, gives_up)
{
    struct check *check = check_begin("3.4", "gives_up", &posix_queue);
    static const char *const options[] = { "-q", "-f" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = { .arguments = { options[i], "3.4", service(),
                                              "0:a", "20:b" } };
        check_play(check, &scene);
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
    struct check *check = check_begin("3.4", "late_answer", &posix_queue);
    struct scene scene = { .arguments = { "-l", "3.4", service(), "20:old",
                                          "60000:new" } };
    check_play(check, &scene);
    check_result(check, "ask 1", "-1 ETIMEDOUT", "RESULT", NOWHERE, NULL);
    check_output_as(check, "[NEW]\n", 6, "OUT", NOWHERE,
                    "the answer to an earlier question, which came too late, "
                    "was taken for the answer to this one");
    check_result(check, "ask 2", "3", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_3_4, interrupted)
{
    struct check *check = check_begin("3.4", "interrupted", &posix_queue);
    struct scene scene = {
        .arguments = { "-s", "3.4", service(), "60000:hello" },
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
        .arguments = { "3.5", service(), "1" },
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
        .arguments = { "3.5", service(), "1" },
        .input_pipe = true,
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_CONTROL, OBJECT_QUEUE,
                     MOVE_ROOT, 3, 0, 0 } }, /* unlink, register, register */
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
        .arguments = { "3.5", service(), "1" },
        .input_pipe = true,
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_CONTROL, OBJECT_QUEUE,
                     MOVE_ROOT, 2, 0, 0 } },
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
    struct check *check = check_begin("3.5", "sender_ends", &posix_queue);
    struct scene silent = { .arguments = { "3.5", service(), "5" } };
    demand_collected(check, &silent, "7", "");
    struct scene last = {
        .arguments = { "3.5", service(), "5" },
        .input = "last\nwords\n",
        .input_length = 11,
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_CONTROL, OBJECT_QUEUE,
                     MOVE_ROOT, 2, 0, 0 } },
    };
    demand_collected(check, &last, "7", "last\nwords\n");
    struct scene killed = {
        .arguments = { "3.5", service(), "5" },
        .input_pipe = true,
        .steps = { { STEP_FEED, "a\n", 0, 0 },
                   { .kind = STEP_KILL_CHILD, .number = 1 } },
    };
    demand_collected(check, &killed, "137", "a\n");
    cr_assert(check_end(check));
}

/* ---- 3.6 letters with types ---- */

Test(ex_3_6, lengths)
{
    struct check *check = check_begin("3.6", "lengths", &sysv_queue);
    struct scene send = { .arguments = { "3.6", "send", "1:hello", "7:a\\0b",
                                         "2:" } };
    check_play(check, &send);
    check_letter_types(check);
    check_letter_sizes(check, 1, 5);
    check_letter_sizes(check, 2, 3);
    check_letter_sizes(check, 3, 0);
    check_result(check, "send 3", "0", "RESULT", NOWHERE, NULL);
    check_output(check, "1 [hello]\n7 [a\0b]\n2 []\n", 23);
    struct scene receive = { .arguments = { "3.6", "receive", "0,0,0",
                                            "1:hello", "7:a\\0b", "2:" } };
    check_play(check, &receive);
    check_result(check, "receive 2", "3", "RESULT", NOWHERE, NULL);
    check_result(check, "receive 3", "0", "RESULT", NOWHERE,
                 "a letter without text is a letter");
    check_output(check, "1 [hello]\n7 [a\0b]\n2 []\n", 23);
    cr_assert(check_end(check));
}

Test(ex_3_6, types)
{
    struct check *check = check_begin("3.6", "types", &sysv_queue);
    struct scene scene = {
        .arguments = { "3.6", "receive", "7,0,-5,-5,0", "9:a", "7:b", "5:c",
                       "2:d", "7:e" },
        .moves = { HOLD_RECEIVE(MOVE_ROOT) },
    };
    const char *expected = "7 [b]\n9 [a]\n2 [d]\n5 [c]\n7 [e]\n";
    check_play(check, &scene);
    check_output(check, expected, strlen(expected));
    check_all_reaped(check);
    struct scene none = { .arguments = { "3.6", "send", "0:x" } };
    check_play(check, &none);
    check_result(check, "send 1", "-1 EINVAL", "RESULT", NOWHERE,
                 "no letter has the type 0: msgsnd says so, and the function "
                 "must tell it");
    cr_assert(check_end(check));
}

Test(ex_3_6, long_letters)
{
    struct check *check = check_begin("3.6", "long_letters", &sysv_queue);
    struct scene scene = { .arguments = { "3.6", "receive", "0,0,0", "1:*128",
                                          "1:*129", "1:*5000" } };
    check_play(check, &scene);
    check_letter_whole(check);
    check_result(check, "receive 1", "128", "RESULT", NOWHERE, NULL);
    check_result(check, "receive 2", "129", "RESULT", NOWHERE, NULL);
    check_result(check, "receive 3", "5000", "RESULT", NOWHERE, NULL);
    check_that(check, check->run->output_length == 128 + 129 + 5000 + 3 * 5,
               "OUT", NOWHERE, "wrong output",
               text_of("%zu bytes came out, %d are right",
                       check->run->output_length, 128 + 129 + 5000 + 3 * 5),
               NULL);
    struct scene large = {
        .arguments = { "3.6", "send", "1:*8000", "1:*8000", "1:*8000" },
        .moves = { HOLD_RECEIVE(1) },
    };
    check_play(check, &large);
    check_result(check, "send 3", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_3_6, interrupted)
{
    struct check *check = check_begin("3.6", "interrupted", &sysv_queue);
    struct scene receive = {
        .arguments = { "-s", "3.6", "receive", "0", "3:x" },
        .interrupt_waits = true,
        .moves = { HOLD_SEND(1) },
    };
    check_play(check, &receive);
    check_gave_up(check, "receive", "SVMQ-05");
    check_output(check, "3 [x]\n", 6);
    struct scene send = {
        .arguments = { "-s", "3.6", "send", "1:*8000", "1:*8000", "1:*8000" },
        .interrupt_waits = true,
        .moves = { HOLD_RECEIVE(1) },
    };
    check_play(check, &send);
    check_gave_up(check, "send", "SVMQ-05");
    check_result(check, "send 3", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 3.7 one queue, many clients ---- */

/* The server is the first process that main started, behind the one of an
 * earlier run (-k), which receives nothing. */
static bool look_at_letters(struct check *check, const struct run *run)
{
    const struct process *first = run_child(run, 1);
    if (first && run_child(run, 2) && first->wait_status == SIGKILL &&
        run_result(run, "returned"))
        first = run_child(run, 2);
    if (first)
        check_own_letters(check, first->pid);
    if (first)
        check_queue_outlives(check, first->pid);
    return check->failed;
}

static const struct setting one_queue = { .busy = "SVMQ-05",
                                          .explain = look_at_letters };

static void judge_service(struct check *check, const char *expected)
{
    const struct run *run = check->run;
    check_key(check);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "found", "1", "SVMQ-06", NOWHERE,
                 "others make the key with ftok of the file and the letter D");
    if (run->output_length != strlen(expected))
        (void)look_at_letters(check, check->run);
    check_lines_in_any_order(check, expected);
    check_result(check, "server", "0", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03",
                       "a queue is nobody's: it stays, with what is in it, "
                       "until somebody removes it");
    check_all_reaped(check);
}

static void demand_served(struct check *check, struct scene *scene,
                          const char *expected)
{
    check_play(check, scene);
    judge_service(check, expected);
}

Test(ex_3_7, one_client)
{
    struct check *check = check_begin("3.7", "one_client", &one_queue);
    struct scene scene = { .arguments = { "3.7", "desk", "0", "2" } };
    demand_served(check, &scene, "client 0 [C0-Q0]\nclient 0 [C0-Q1]\n");
    struct scene none = { .arguments = { "3.7", "desk", "0", "0" } };
    demand_served(check, &none, "");
    cr_assert(check_end(check));
}

/* The first client is held before it receives: who is not choosy takes its
 * answer. Then the server, so that requests lie in the queue. */
Test(ex_3_7, many_clients)
{
    struct check *check = check_begin("3.7", "many_clients", &one_queue);
    const char *expected = "client 1 [C1-Q0]\nclient 1 [C1-Q1]\n"
                           "client 2 [C2-Q0]\nclient 2 [C2-Q1]\n"
                           "client 3 [C3-Q0]\nclient 3 [C3-Q1]\n";
    for (int held = 2; held >= 1; held--) {
        struct scene scene = { .arguments = { "3.7", "desk", "3", "2" },
                               .moves = { HOLD_RECEIVE(held) } };
        check_play(check, &scene);
        if (!check->failed)
            (void)look_at_letters(check, check->run);
        judge_service(check, expected);
    }
    cr_assert(check_end(check));
}

/* The last return of msgget that gave a process an id, or NULL. */
static const struct event *queue_got(const struct run *run, int pid)
{
    const struct event *call, *found = NULL;
    for (int nth = 1; (call = queue_call(run, "msgget", pid, nth)); nth++)
        if (call->result >= 0)
            found = call;
    return found;
}

Test(ex_3_7, killed_server)
{
    struct check *check = check_begin("3.7", "killed_server", &one_queue);
    struct scene scene = { .arguments = { "-k", "3.7", "desk", "0", "2" } };
    struct run *run = check_play(check, &scene);
    const struct process *earlier = run_child(run, 1);
    const struct event *refused = queue_failed(run, "msgget", EEXIST);
    const struct event *got = queue_got(run, trace_root(run->trace));
    const struct event *old = earlier ? queue_got(run, earlier->pid) : NULL;
    if (refused)
        check_result(check, "returned", "0", "SVMQ-03", refused->place,
                     "the queue of a server that was killed is still there, "
                     "and IPC_EXCL refuses it; nobody but you will remove it");
    if (got && old && got->object == old->object)
        check_result(check, "ask 2", "5", "SVMQ-03", got->place,
                     "the queue of a server that was killed was used again, "
                     "with the letters in it: the first was an order to end");
    judge_service(check, "client 0 [C0-Q0]\nclient 0 [C0-Q1]\n");
    cr_assert(check_end(check));
}

Test(ex_3_7, missing_file)
{
    struct check *check = check_begin("3.7", "missing_file", &one_queue);
    struct scene scene = { .arguments = { "-m", "3.7", "desk", "0", "1" } };
    check_play(check, &scene);
    check_key(check);
    check_result(check, "returned", "-1 ENOENT", "RESULT", NOWHERE,
                 "without the file there is no key");
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-06", NULL);
    cr_assert(check_end(check));
}

/* The server cannot send its first answer, for want of memory (msgop(2)): that
 * ends its work, and the client who waits must learn of it. */
Test(ex_3_7, server_fails)
{
    struct check *check = check_begin("3.7", "server_fails", &one_queue);
    struct scene scene = {
        .arguments = { "3.7", "desk", "0", "1" },
        .moves = { HOLD_RECEIVE(1),
                   { MOVE_FAIL, EVENT_ENTER, ROLE_SEND, OBJECT_MSGQ, 1, 1,
                     ENOMEM, 0 } },
    };
    const struct run *run = check_play(check, &scene);
    check_that(check, run->refused == 1, "RESULT", NOWHERE, "no answer",
               text_of("the server sent nothing"), NULL);
    check_result(check, "server", "1", "RESULT", NOWHERE,
                 "desk_serve tells the error");
    check_result(check, "ask 1", "-1 EIDRM", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03",
                       "the queue is removed on every path, also when an error "
                       "ends the work");
    cr_assert(check_end(check));
}

/* The client sleeps already when the server reads that it shall end. */
Test(ex_3_7, server_ends)
{
    struct check *check = check_begin("3.7", "server_ends", &one_queue);
    struct scene scene = { .arguments = { "-e", "3.7", "desk", "0", "1" },
                           .moves = { HOLD_RECEIVE(1) } };
    check_play(check, &scene);
    check_result(check, "ask 1", "-1 EIDRM", "RESULT", NOWHERE,
                 "with the queue gone nobody can answer: that is the end of "
                 "the service, and an error of the question");
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03", NULL);
    cr_assert(check_end(check));
}

Test(ex_3_7, garbage)
{
    struct check *check = check_begin("3.7", "garbage", &one_queue);
    struct scene scene = { .arguments = { "-g", "3.7", "desk", "0", "1" } };
    demand_served(check, &scene, "client 0 [C0-Q0]\n");
    cr_assert(check_end(check));
}

/* ---- 3.8 choose a mechanism ---- */

/* dispatch starts the server first. */
static bool look_at_both_queues(struct check *check, const struct run *run)
{
    const struct process *server = run_child(run, 1);
    if (server)
        check_own_letters(check, server->pid);
    if (server)
        check_full_queue(check, server->pid);
    return check->failed;
}

static const struct setting small_queues = { .busy = "PMQ-05",
                                             .explain = look_at_both_queues };

/* What the clients print: every answer, each client's in order. */
static char *answers_of(int clients, int questions, int size)
{
    char *text = NULL, pattern[32];
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    cr_assert(stream != NULL);
    for (int c = 0; c < clients; c++)
        for (int q = 0; q < questions; q++) {
            int n = snprintf(pattern, sizeof pattern, "%d:%04d ABC ", c, q);
            (void)fprintf(stream, "%d %d [", c, q);
            for (int i = 0; i < size; i++)
                (void)fputc(pattern[i % n], stream);
            (void)fputs("]\n", stream);
        }
    (void)fclose(stream);
    return text;
}

/* The lines that begin with a digit, or (took) those of the server. */
static char *lines_of(const struct run *run, bool took)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    cr_assert(stream != NULL);
    for (const char *line = run->output; line && *line;) {
        size_t size = strcspn(line, "\n");
        if ((line[0] == 't') == took)
            (void)fprintf(stream, "%.*s\n", (int)size, line);
        line += size + (line[size] == '\n');
    }
    (void)fclose(stream);
    return text;
}

/* A client's answers in order: the nth line of client c is its answer n. */
static bool are_in_order(const char *lines)
{
    int next[16] = { 0 }, client, number;
    for (const char *line = lines; *line;) {
        size_t size = strcspn(line, "\n");
        if (sscanf(line, "%d %d [", &client, &number) != 2 || client < 0 ||
            client > 15 || number != next[client]++)
            return false;
        line += size + (line[size] == '\n');
    }
    return true;
}

static void judge_dispatch(struct check *check, int clients, int questions,
                           int size)
{
    struct run *run = check->run;
    char *answers = lines_of(run, false);
    char *all = run->output, *expected = answers_of(clients, questions, size);
    size_t length = run->output_length;
    const struct process *server = run_child(run, 1);
    if (server)
        check_own_letters(check, server->pid);
    run->output = answers;
    run->output_length = strlen(answers);
    check_lines_in_any_order(check, expected);
    run->output = all;
    run->output_length = length;
    check_that(check, are_in_order(answers), "OUT", NOWHERE,
               "answers out of order",
               text_of("a client got its answers in another order than it had "
                       "sent its questions"),
               NULL);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03",
                       "a queue stays until it is removed");
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-03",
                       "a queue stays until its name is removed");
    check_all_reaped(check);
    free(answers);
    free(expected);
}

static void demand_dispatched(struct check *check, struct scene *scene,
                              int clients, int questions, int size)
{
    check_play(check, scene);
    judge_dispatch(check, clients, questions, size);
}

Test(ex_3_8, own_answers)
{
    struct check *check = check_begin("3.8", "own_answers", &small_queues);
    struct scene one = { .arguments = { "3.8", "1", "3", "20" } };
    demand_dispatched(check, &one, 1, 3, 20);
    struct scene four = { .arguments = { "3.8", "4", "5", "30" },
                          .moves = { HOLD_RECEIVE(2) } };
    demand_dispatched(check, &four, 4, 5, 30);
    struct scene none = { .arguments = { "3.8", "2", "0", "1" } };
    demand_dispatched(check, &none, 2, 0, 1);
    cr_assert(check_end(check));
}

Test(ex_3_8, urgent_first)
{
    struct check *check = check_begin("3.8", "urgent_first", &small_queues);
    struct scene scene = { .arguments = { "3.8", "4", "1", "10" },
                           .moves = { HOLD_RECEIVE(1), HOLD_POLL(1) } };
    struct run *run = check_play(check, &scene);
    char *order = lines_of(run, true);
    if (!check->failed)
        check_that(
            check, strcmp(order, "took 3\ntook 2\ntook 1\ntook 0\n") == 0,
            "OUT", NOWHERE, "not the most urgent first",
            text_of("four questions waited; the server told in this order: %s",
                    order),
            text_of("client 3 is the most urgent one"));
    free(order);
    judge_dispatch(check, 4, 1, 10);
    cr_assert(check_end(check));
}

Test(ex_3_8, far_ahead)
{
    struct check *check = check_begin("3.8", "far_ahead", &small_queues);
    struct scene one = { .arguments = { "3.8", "1", "80", "1000" } };
    demand_dispatched(check, &one, 1, 80, 1000);
    cr_assert(check_end(check));
}

Test(ex_3_8, small_queues)
{
    struct check *check = check_begin("3.8", "small_queues", &small_queues);
    struct scene many = { .arguments = { "3.8", "8", "8", "3000" },
                          .moves = { HOLD_RECEIVE(1), HOLD_POLL(1) } };
    demand_dispatched(check, &many, 8, 8, 3000);
    cr_assert(check_end(check));
}

/* It has sent what it can, and dies before it receives anything. */
Test(ex_3_8, client_dies)
{
    struct check *check = check_begin("3.8", "client_dies", &small_queues);
    struct scene scene = {
        .arguments = { "3.8", "3", "2", "20" },
        .moves = { { MOVE_KILL, EVENT_ENTER, ROLE_RECEIVE, OBJECT_NONE, 3, 1,
                     SIGKILL, 0 } },
    };
    struct run *run = check_play(check, &scene);
    char *answers = lines_of(run, false);
    check_that(check,
               strstr(answers, "0 1 [0:0001 ABC") &&
                   strstr(answers, "2 1 [2:0001 ABC"),
               "OUT", NOWHERE, "others suffer",
               text_of("one client was killed, and another did not get all "
                       "its answers"),
               NULL);
    free(answers);
    check_result(check, "returned", "1", "RESULT", NOWHERE,
                 "the result is how many clients did not end with 0");
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03", NULL);
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-03", NULL);
    cr_assert(check_end(check));
}

Test(ex_3_8, errors)
{
    struct check *check = check_begin("3.8", "errors", &small_queues);
    struct scene scene = {
        .arguments = { "3.8", "3", "2", "20" },
        .moves = { { MOVE_FAIL, EVENT_ENTER, ROLE_FORK, OBJECT_NONE, MOVE_ROOT,
                     3, EAGAIN, 0 } },
    };
    check_play(check, &scene);
    check_result(check, "returned", "-1 EAGAIN", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03",
                       "a queue stays until it is removed");
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-03",
                       "a queue stays until its name is removed");
    check_all_reaped(check);
    cr_assert(check_end(check));
}
