/* 02-fifos.c - what lab 02 demands of 2.1 and 2.2, as a list of checks.
 *
 * main.c is the director: each scene is a list of words that it plays with
 * processes of its own, the nth of which is `who` = n of a move. The moves
 * bring the moments that decide: a reader that sees no writer for a while, a
 * client that leaves between the server's open and its write, two servers at
 * once. Which calls a program uses, and in which order, is its own affair. 10
 * seconds of wall clock a run are the brake (run.h); no verdict comes from it.
 *
 *   02-fifos.c             2.1 and 2.2: meet at a FIFO, talk over two
 *   02-fifos-collector.c   2.3 and 2.7: one reader, writers who come and go
 *   02-fifos-no-wait.c     2.4: without waiting
 *   02-fifos-service.c     2.5 and 2.6: questions and answers, begin and end
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/fifos.h"
#include "harness/input.h"
#include "harness/moments.h"

#define LARGE 300000

static const struct setting meeting = {
    .stuck = { [CAUSE_OWN_WRITE_END] = "PIPE-01" },
    .fifo_end = "EOF",
};
static const struct setting two_ways = {
    .explain = fifo_explain_crossed,
    .stuck = { [CAUSE_OWN_WRITE_END] = "PIPE-01",
               [CAUSE_HELD_WRITE_END] = "PIPE-02",
               [CAUSE_BOTH_READ] = "PIPE-05" },
    .fifo_end = "EOF",
};

/* ---- 2.1 make it, meet ---- */

static void demand_meeting(struct check *check, const char *word)
{
    struct scene scene = { .arguments = { "2.1", "meet", word } };
    char count[32];
    check_play(check, &scene);
    (void)snprintf(count, sizeof count, "%zu", strlen(word));
    check_result(check, "made", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "path", "fifo", "FIFO-04", NOWHERE,
                 "what has the name is no FIFO");
    check_output(check, word, strlen(word));
    check_result(check, "sent", count, "RESULT", NOWHERE, NULL);
    check_result(check, "received", count, "RESULT", NOWHERE, NULL);
}

Test(ex_2_1, meet)
{
    struct check *check = check_begin("2.1", "meet", &meeting);
    char *word = check_letters(check, 40);
    demand_meeting(check, word);
    demand_meeting(check, "");
    free(word);
    cr_assert(check_end(check));
}

Test(ex_2_1, second_run)
{
    struct check *check = check_begin("2.1", "second_run", &meeting);
    struct scene scene = { .arguments = { "2.1", "-l", "meet", "again" } };
    check_play(check, &scene);
    check_result(check, "made", "0", "FIFO-04", NOWHERE,
                 "the FIFO of the last run was still there: that is no error");
    check_result(check, "path", "fifo", "FIFO-04", NOWHERE, NULL);
    check_output(check, "again", 5);
    cr_assert(check_end(check));
}

Test(ex_2_1, plain_file)
{
    struct check *check = check_begin("2.1", "plain_file", &meeting);
    const char *cause = "a plain file has that name: nobody can meet there, "
                        "and what it holds is somebody's";
    struct scene file = { .arguments = { "2.1", "-r", "meet", "text" } };
    struct run *run;
    check_play(check, &file);
    check_result(check, "made", "-1 EEXIST", "FIFO-04", NOWHERE, cause);
    check_result(check, "path", "keep me", "FIFO-04", NOWHERE, cause);
    check_result(check, "sent", "-1 EINVAL", "FIFO-04", NOWHERE, cause);
    struct scene nothing = { .arguments = { "2.1", "-n", "meet", "text" } };
    run = check_play(check, &nothing);
    check_result(
        check, "path", "nothing", "FIFO-04", place_of_object(run, OBJECT_FILE),
        "open with O_CREAT made a plain file where a FIFO was missing");
    check_result(check, "sent", "-1 ENOENT", "FIFO-04", NOWHERE,
                 "there was no FIFO of that name");
    cr_assert(check_end(check));
}

Test(ex_2_1, large_text)
{
    struct check *check = check_begin("2.1", "large_text", &meeting);
    char *text = check_letters(check, LARGE);
    struct scene scene = {
        .arguments = { "2.1", "meet", "-" },
        .input = text,
        .input_length = LARGE,
        .moves = { CUT_AT(1, ROLE_READ, OBJECT_FIFO, 1000),
                   CUT_AT(2, ROLE_WRITE, OBJECT_FIFO, 5000) },
    };
    struct run *run = check_play(check, &scene);
    check_output_as(check, text, LARGE, "PIPE-07",
                    place_of_short(run, ROLE_WRITE),
                    "write took fewer bytes than it was given, and the rest "
                    "was never sent");
    check_result(check, "received", "300000", "RESULT", NOWHERE, NULL);
    free(text);
    cr_assert(check_end(check));
}

/* ---- 2.2 two directions ---- */

static const char in_pieces[] =
    "an answer may come in several pieces: one read is not one line";

/* Each side in turn comes first to its opens. */
static void demand_dialogue(struct check *check, int held)
{
    static const char *const told[] = { "= answer FIRST LINE", "= answer X",
                                        "= answer A2, B3" };
    struct scene scene = {
        .arguments = { "2.2", "talk", "first line", "x", "a2, b3" },
        .moves = { HOLD_AT(held, ROLE_OPEN, OBJECT_FIFO, 1) },
    };
    struct run *run = check_play(check, &scene);
    for (int i = 0; i < 3; i++)
        check_line(check, told[i], "PIPE-06", place_of_call(run, ROLE_READ, 2),
                   in_pieces);
    check_result(check, "served", "0", "RESULT", NOWHERE,
                 "when the client has left, the server's read gives 0 and its "
                 "work is done");
}

Test(ex_2_2, dialogue)
{
    struct check *check = check_begin("2.2", "dialogue", &two_ways);
    demand_dialogue(check, 1);
    demand_dialogue(check, 2);
    cr_assert(check_end(check));
}

Test(ex_2_2, answer_in_pieces)
{
    struct check *check = check_begin("2.2", "answer_in_pieces", &two_ways);
    struct scene scene = {
        .arguments = { "2.2", "talk", "hello there", "again" },
        .moves = { CUT_AT(2, ROLE_READ, OBJECT_FIFO, 3) },
    };
    struct run *run = check_play(check, &scene);
    check_line(check, "= answer HELLO THERE", "PIPE-06",
               place_of_call(run, ROLE_READ, 2), in_pieces);
    check_line(check, "= answer AGAIN", "PIPE-06",
               place_of_call(run, ROLE_READ, 2), in_pieces);
    cr_assert(check_end(check));
}

Test(ex_2_2, server_leaves)
{
    struct check *check = check_begin("2.2", "server_leaves", &two_ways);
    struct scene scene = {
        .arguments = { "2.2", "talk", "hello" },
        .moves = { KILL_AT(1, ROLE_WRITE, OBJECT_FIFO, 1) },
    };
    check_play(check, &scene);
    check_result(check, "answer", "-1 EPIPE", "RESULT", NOWHERE,
                 "the server was killed before it answered: read gives 0, the "
                 "end, and no answer will come");
    cr_assert(check_end(check));
}

Test(ex_2_2, long_answer)
{
    struct check *check = check_begin("2.2", "long_answer", &two_ways);
    char *line = check_one_line(check, 600);
    struct scene scene = { .arguments = { "2.2", "talk", line } };
    check_play(check, &scene);
    check_result(check, "answer", "-1 EMSGSIZE", "RESULT", NOWHERE,
                 "600 bytes do not fit where there is room for 512");
    free(line);
    cr_assert(check_end(check));
}
