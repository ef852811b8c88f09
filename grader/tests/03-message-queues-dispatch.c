/* 03-message-queues-dispatch.c - what lab 03 demands of 3.8: a server that
 * takes the most urgent question first and gives each client its own answers,
 * with queues of whichever kind, and smaller than what they carry.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "tests/03-message-queues.h"

/* dispatch starts the server first. */
static bool look_at_both_queues(struct check *check, const struct run *run)
{
    const struct process *server = run_child(run, 1);
    if (server) {
        check_own_letters(check, server->pid);
        check_full_queue(check, server->pid);
    }
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

static void demand_no_queue_left(struct check *check)
{
    check_nothing_left(check, OBJECT_MSGQ, "SVMQ-03",
                       "a queue stays until it is removed");
    check_nothing_left(check, OBJECT_QUEUE, "PMQ-03",
                       "a queue stays until its name is removed");
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
    demand_no_queue_left(check);
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
        .moves = { KILL_AT(3, ROLE_RECEIVE, OBJECT_NONE, 1) },
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
    demand_no_queue_left(check);
    cr_assert(check_end(check));
}

Test(ex_3_8, errors)
{
    struct check *check = check_begin("3.8", "errors", &small_queues);
    struct scene scene = {
        .arguments = { "3.8", "3", "2", "20" },
        .moves = { FORK_FAILS(3) },
    };
    check_play(check, &scene);
    check_result(check, "returned", "-1 EAGAIN", "RESULT", NOWHERE, NULL);
    demand_no_queue_left(check);
    check_all_reaped(check);
    cr_assert(check_end(check));
}
