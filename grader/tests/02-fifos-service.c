/* 02-fifos-service.c - what lab 02 demands of 2.5 and 2.6: a server answers
 * each client in the client's own FIFO, survives those who leave, and is the
 * only one from its beginning to its end.
 */
#include <criterion/criterion.h>

#include <string.h>

#include "harness/check.h"
#include "harness/fifos.h"
#include "harness/left.h"
#include "harness/moments.h"

static const struct setting serving = {
    .explain = fifo_explain_open,
    .busy = "PIPE-14",
    .fifo_end = "FIFO-05",
};
static const struct setting living = {
    .explain = fifo_explain_signal,
    .fifo_end = "FIFO-03",
};

/* ---- 2.5 questions and answers ---- */

static bool has_line(const struct run *run, const char *line)
{
    const char *found = strstr(run->errors, line);
    return found && found[strlen(line)] == '\n';
}

/* The server is child 1. Its answers so far are whole, and it still serves. */
static void demand_answer(struct check *check, const char *line)
{
    check_no_broken_pipe(check);
    check_not_early(check, "server");
    check_no_end_taken(check, has_line(check->run, line), "client");
    check_line(check, line, "RESULT", NOWHERE, NULL);
}

Test(ex_2_5, one_client)
{
    struct check *check = check_begin("2.5", "one_client", &serving);
    char longest[600] = "ask:", answer[600] = "= answer ";
    memset(longest + 4, 'a', 512);
    memset(answer + 9, 'A', 512);
    struct scene scene = { .arguments = { "2.5", "desk", "ask:hello, 2.5!",
                                          "ask:x" } };
    check_play(check, &scene);
    demand_answer(check, "= answer HELLO, 2.5!");
    demand_answer(check, "= answer X");
    struct scene large = { .arguments = { "2.5", "desk", longest } };
    check_play(check, &large);
    demand_answer(check, answer);
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
    cr_assert(check_end(check));
}

Test(ex_2_5, several_clients)
{
    struct check *check = check_begin("2.5", "several_clients", &serving);
    struct scene scene = {
        .arguments = { "2.5", "desk", "both:one,two", "both:three,four" },
        .moves = { HOLD_AT(1, ROLE_READ, OBJECT_FIFO, 1),
                   HOLD_AT(2, ROLE_WRITE, OBJECT_FIFO, 1),
                   HOLD_AT(4, ROLE_OPEN, OBJECT_FIFO, 2) },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer ONE");
    demand_answer(check, "= answer TWO");
    demand_answer(check, "= answer THREE");
    demand_answer(check, "= answer FOUR");
    cr_assert(check_end(check));
}

/* The client has sent its request, and nobody has opened its reply FIFO yet. */
Test(ex_2_5, slow_server)
{
    struct check *check = check_begin("2.5", "slow_server", &serving);
    struct scene scene = {
        .arguments = { "2.5", "desk", "ask:patience" },
        .moves = { HOLD_AT(1, ROLE_OPEN, OBJECT_FIFO, 2),
                   HOLD_AT(1, ROLE_WRITE, OBJECT_FIFO, 1) },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer PATIENCE");
    cr_assert(check_end(check));
}

static void demand_epipe(struct check *check, struct scene *scene)
{
    check_play(check, scene);
    check_line(check, "= answer -1 EPIPE", "RESULT", NOWHERE,
               "the server has taken the request and has left without an "
               "answer");
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
}

/* It leaves before it has opened the reply FIFO; and before it writes there. */
Test(ex_2_5, server_dies)
{
    struct check *check = check_begin("2.5", "server_dies", &serving);
    struct scene early = { .arguments = { "2.5", "desk", "quitter",
                                          "ask:hello" } };
    demand_epipe(check, &early);
    struct scene late = {
        .arguments = { "2.5", "desk", "mortal", "ask:hello" },
        .moves = { KILL_AT(1, ROLE_WRITE, OBJECT_FIFO, 1) },
    };
    demand_epipe(check, &late);
    cr_assert(check_end(check));
}

Test(ex_2_5, client_gone)
{
    struct check *check = check_begin("2.5", "client_gone", &serving);
    struct scene gone = {
        .arguments = { "2.5", "desk", "vanish", "ask:next" },
    };
    check_play(check, &gone);
    demand_answer(check, "= answer NEXT");
    struct scene leaves = {
        .arguments = { "2.5", "desk", "leave", "ask:after" },
        .moves = { HOLD_AT(1, ROLE_WRITE, OBJECT_FIFO, 1) },
    };
    check_play(check, &leaves);
    demand_answer(check, "= answer AFTER");
    cr_assert(check_end(check));
}

Test(ex_2_5, wrong_requests)
{
    struct check *check = check_begin("2.5", "wrong_requests", &serving);
    static const char *const words[] = { "long", "endless", "none", "file" };
    for (int i = 0; i < 4; i++) {
        struct scene scene = { .arguments = { "2.5", "desk", words[i],
                                              "ask:still here" } };
        check_play(check, &scene);
        demand_answer(check, "= answer STILL HERE");
        if (strcmp(words[i], "file") == 0)
            check_result(check, "file", "keep me", "FIFO-04", NOWHERE,
                         "a client named a plain file as its reply FIFO, and "
                         "the server wrote into it");
    }
    cr_assert(check_end(check));
}

/* ---- 2.6 begin and end ---- */

static void demand_gone(struct check *check)
{
    check_result(check, "server", "0", "FIFO-04", NOWHERE,
                 "SIGTERM asks the server to end: it removes its FIFO and "
                 "returns 0");
    check_result(check, "path", "nothing", "FIFO-04", NOWHERE,
                 "the FIFO is still there after the server's end");
    check_nothing_left(check, OBJECT_FIFO, "FIFO-04", NULL);
}

Test(ex_2_6, life)
{
    struct check *check = check_begin("2.6", "life", &living);
    struct scene scene = {
        .arguments = { "2.6", "desk", "start", "ask:hello", "ask:again",
                       "term" },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer HELLO");
    demand_answer(check, "= answer AGAIN");
    demand_gone(check);
    struct scene idle = { .arguments = { "2.6", "desk", "start", "term" } };
    check_play(check, &idle);
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, second_run)
{
    struct check *check = check_begin("2.6", "second_run", &living);
    struct scene scene = {
        .arguments = { "2.6", "desk", "start", "ask:one", "kill", "start",
                       "ask:two", "term" },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer ONE");
    check_result(check, "server", "0", "FIFO-04", NOWHERE,
                 "the first server was killed and left its FIFO behind; the "
                 "second one must take it over");
    demand_answer(check, "= answer TWO");
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, left_over)
{
    struct check *check = check_begin("2.6", "left_over", &living);
    struct scene scene = {
        .arguments = { "2.6", "-l", "desk", "start", "ask:hello", "term" },
    };
    check_play(check, &scene);
    demand_answer(check, "= answer HELLO");
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, rival)
{
    struct check *check = check_begin("2.6", "rival", &living);
    struct scene scene = {
        .arguments = { "2.6", "desk", "start", "rival", "ask:hello", "term" },
    };
    check_play(check, &scene);
    check_result(check, "rival", "-1 EBUSY", "RACE-03",
                 place_of_call(check->run, ROLE_OPEN, 0),
                 "a second server came to the FIFO of the first, and both "
                 "would read requests from it");
    check_line(check, "= answer HELLO", "FIFO-04", NOWHERE,
               "when the second server had given up, the FIFO of the first was "
               "no longer what clients find");
    demand_gone(check);
    cr_assert(check_end(check));
}

Test(ex_2_6, plain_file)
{
    struct check *check = check_begin("2.6", "plain_file", &living);
    struct scene scene = { .arguments = { "2.6", "-r", "desk", "start" } };
    check_play(check, &scene);
    check_result(check, "path", "keep me", "FIFO-04", NOWHERE,
                 "a plain file had that name, and it is not as it was");
    check_result(check, "server", "-1 EEXIST", "FIFO-04", NOWHERE, NULL);
    cr_assert(check_end(check));
}
