/* 03-message-queues.c - what lab 03 demands of 3.1 and 3.2, as a list of
 * checks.
 *
 * Each test starts the student's program behind walls; main.c there plays the
 * other side with the plain calls (the scenes_... files), and the grader holds
 * processes, sends signals and kills. What is demanded is what queues.h
 * promises; which calls a program uses, and in which order, is its own affair.
 * 10 seconds of wall clock a run are the brake (run.h); no verdict comes from
 * it. Times of 0 and 20 ms are waited for; longer ones never are.
 *
 *   03-message-queues.c            3.1 and 3.2: a queue with a name, messages
 *   03-message-queues-workers.c    3.3: many workers
 *   03-message-queues-waiting.c    3.4 and 3.5: an answer in time, told of one
 *   03-message-queues-sysv.c       3.6 and 3.7: System V: types, many clients
 *   03-message-queues-dispatch.c   3.8: choose a mechanism
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/sandbox.h"
#include "tests/03-message-queues.h"

const struct setting queues_posix = { .busy = "PMQ-05" };

const char *queues_service(void)
{
    static char name[32] = "upper";
    if (!sandbox_available(NULL))
        (void)snprintf(name, sizeof name, "upper-%d", (int)getpid());
    return name;
}

char *queues_alphabet(char first, size_t length)
{
    char *text = calloc(length + 1, 1);
    cr_assert(text != NULL);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)(first + i % 26);
    return text;
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
    struct check *check = check_begin("3.1", "attributes", &queues_posix);
    struct scene scene = { .arguments = { "3.1", queues_service(), "5",
                                          "100" } };
    demand_new_queue(check, &scene, "5", "100");
    struct scene other = { .arguments = { "3.1", queues_service(), "9",
                                          "8000" } };
    demand_new_queue(check, &other, "9", "8000");
    cr_assert(check_end(check));
}

Test(ex_3_1, name)
{
    struct check *check = check_begin("3.1", "name", &queues_posix);
    struct scene scene = { .arguments = { "3.1", queues_service(), "2",
                                          "100" } };
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
    struct check *check = check_begin("3.1", "old_queue", &queues_posix);
    struct scene scene = { .arguments = { "-o", "3.1", queues_service(), "5",
                                          "100" } };
    demand_new_queue(check, &scene, "5", "100");
    check_result(check, "found", "1", "PMQ-02", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_3_1, killed_run)
{
    struct check *check = check_begin("3.1", "killed_run", &queues_posix);
    struct scene scene = { .arguments = { "-k", "3.1", queues_service(), "5",
                                          "100" } };
    demand_new_queue(check, &scene, "5", "100");
    cr_assert(check_end(check));
}

Test(ex_3_1, limits)
{
    struct check *check = check_begin("3.1", "limits", &queues_posix);
    struct scene scene = { .arguments = { "3.1", queues_service(), "100000",
                                          "9" } };
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
    struct check *check = check_begin("3.2", "bytes", &queues_posix);
    struct scene put = { .arguments = { "3.2", queues_service(), "put", "4",
                                        "64", "3:hello", "3:a\\0b", "3:" } };
    check_play(check, &put);
    check_message_length(check, "put 1", "mq_timedsend", 1, 5);
    check_message_length(check, "put 2", "mq_timedsend", 2, 3);
    check_message_length(check, "put 3", "mq_timedsend", 3, 0);
    check_result(check, "put 3", "0", "RESULT", NOWHERE, NULL);
    check_output(check, "3 [hello]\n3 [a\0b]\n3 []\n", 23);
    struct scene take = { .arguments = { "3.2", queues_service(), "take", "4",
                                         "64", "3:hello", "3:a\\0b", "3:" } };
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
    struct check *check = check_begin("3.2", "any_queue", &queues_posix);
    struct scene small = { .arguments = { "3.2", queues_service(), "take", "1",
                                          "1", "0:x" } };
    demand_taken(check, &small, "0 [x]\n", 6);
    struct scene large = { .arguments = { "3.2", queues_service(), "take", "2",
                                          "8192", "0:*3000", "0:z" } };
    char *letters = queues_alphabet('a', 3000);
    char *expected = text_of("0 [%s]\n0 [z]\n", letters);
    demand_taken(check, &large, expected, strlen(expected));
    free(letters);
    free(expected);
    cr_assert(check_end(check));
}

Test(ex_3_2, order)
{
    struct check *check = check_begin("3.2", "order", &queues_posix);
    const char *expected = "9 [d]\n2 [b]\n2 [c]\n1 [a]\n";
    struct scene take = {
        .arguments = { "3.2", queues_service(), "take", "5", "64", "1:a", "2:b",
                       "2:c", "9:d" },
        .moves = { HOLD_RECEIVE(MOVE_ROOT), HOLD_POLL(MOVE_ROOT) },
    };
    demand_taken(check, &take, expected, strlen(expected));
    struct scene put = {
        .arguments = { "3.2", queues_service(), "put", "5", "64", "1:a", "2:b",
                       "2:c", "9:d" },
        .moves = { HOLD_RECEIVE(1) },
    };
    demand_put(check, &put, expected, strlen(expected));
    cr_assert(check_end(check));
}

Test(ex_3_2, full_and_empty)
{
    struct check *check = check_begin("3.2", "full_and_empty", &queues_posix);
    struct scene put = {
        .arguments = { "3.2", queues_service(), "put", "1", "64", "1:a", "1:b",
                       "1:c" },
        .moves = { HOLD_RECEIVE(1) },
    };
    demand_put(check, &put, "1 [a]\n1 [b]\n1 [c]\n", 18);
    struct scene take = {
        .arguments = { "3.2", queues_service(), "take", "1", "64", "1:a",
                       "1:b" },
        .moves = { HOLD_SEND(1) },
    };
    demand_taken(check, &take, "1 [a]\n1 [b]\n", 12);
    cr_assert(check_end(check));
}

Test(ex_3_2, not_yet)
{
    struct check *check = check_begin("3.2", "not_yet", &queues_posix);
    struct scene put = {
        .arguments = { "-n", "3.2", queues_service(), "put", "1", "64", "1:a",
                       "1:b" },
        .moves = { HOLD_RECEIVE(1) },
    };
    demand_put(check, &put, "1 [a]\n1 [b]\n", 12);
    struct scene take = {
        .arguments = { "-n", "3.2", queues_service(), "take", "1", "64",
                       "1:a" },
        .moves = { HOLD_SEND(1) },
    };
    demand_taken(check, &take, "1 [a]\n", 6);
    cr_assert(check_end(check));
}

Test(ex_3_2, interrupted)
{
    struct check *check = check_begin("3.2", "interrupted", &queues_posix);
    static const char *const options[] = { "-s", "-sn" };
    for (int i = 0; i < 2; i++) {
        struct scene put = {
            .arguments = { options[i], "3.2", queues_service(), "put", "1",
                           "64", "1:a", "1:b" },
            .interrupt_waits = true,
            .moves = { HOLD_RECEIVE(1) },
        };
        demand_put(check, &put, "1 [a]\n1 [b]\n", 12);
        struct scene take = {
            .arguments = { options[i], "3.2", queues_service(), "take", "1",
                           "64", "1:a" },
            .interrupt_waits = true,
            .moves = { HOLD_SEND(1) },
        };
        demand_taken(check, &take, "1 [a]\n", 6);
    }
    cr_assert(check_end(check));
}

Test(ex_3_2, too_long)
{
    struct check *check = check_begin("3.2", "too_long", &queues_posix);
    struct scene put = { .arguments = { "3.2", queues_service(), "put", "2",
                                        "4", "1:hello" } };
    check_play(check, &put);
    check_result(check, "put 1", "-1 EMSGSIZE", "RESULT", NOWHERE,
                 "a message that the queue cannot take is an error, and no "
                 "part of it is sent");
    check_output(check, "", 0);
    cr_assert(check_end(check));
}
