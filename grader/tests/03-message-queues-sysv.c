/* 03-message-queues-sysv.c - what lab 03 demands of 3.6 and 3.7: System V
 * queues. Letters have types, and by them many clients and their server share
 * one queue, which stays until somebody removes it.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "tests/03-message-queues.h"

/* ---- 3.6 letters with types ---- */

static const struct setting sysv_queue = { .busy = "SVMQ-05" };

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
    if (first) {
        check_own_letters(check, first->pid);
        check_queue_outlives(check, first->pid);
    }
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
                   FAIL_AT(1, ROLE_SEND, OBJECT_MSGQ, 1, ENOMEM) },
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
