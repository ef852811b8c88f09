/* 08-sockets-many.c - what lab 08 demands, part 4: many clients, one process. See
 * 08-sockets.c.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/diagnose.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/sockets.h"
#include "harness/moments.h"

/* ---- 8.6 many clients, one process ---- */

/* What a scene has cut, so that whoever now waits does so for the rest. */
static enum call_role cut_role;

static void look_at_cut(struct check *check, const struct run *run)
{
    if (check->failed || cut_role == ROLE_NONE)
        return;
    bool writes = cut_role == ROLE_WRITE;
    (void)finding_add(
        check, writes ? "SOCK-02" : "SOCK-01", socket_short(run, cut_role, 0),
        text_of("a part was taken for the whole"),
        text_of(
            "your server's %s moved only a part of a frame; it went on as if "
            "that were all, and now everybody waits",
            writes ? "send" : "recv"),
        text_of("count what has been moved, and go on behind it at the next "
                "turn"));
}

static bool explain_many(struct check *check, const struct run *run)
{
    int root = trace_root(run->trace);
    check_one_client(check, root);
    check_not_drained(check, root);
    look_at_cut(check, run);
    check_connection_kept(check);
    check_idle(check, root);
    return check->failed;
}

static const struct setting one_process = { .explain = explain_many,
                                            .sigpipe = "SOCK-03",
                                            .end = "SOCK-07",
                                            .roles = true };

static void demand_answers(struct check *check, struct scene *scene,
                           const char *expected)
{
    const struct run *run = check_play(check, scene);
    check_no_failure(check, "returned", ECONNABORTED, "SOCK-22",
                     "one client went away before it was accepted; the others "
                     "are still to be served");
    check_no_failure(
        check, "returned", EINTR, "SOCK-22",
        "a signal handler ran; nothing is wrong with the listener");
    check_no_failure(check, "returned", EPIPE, "SOCK-03",
                     "one client has gone; the others are still to be served");
    if (cut_role != ROLE_NONE && !check->failed &&
        run->output_length != strlen(expected))
        look_at_cut(check, run);
    check_lines_in_any_order(check, expected);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "descriptors", "0", "LEFT", NOWHERE,
                 "so many descriptors more are open behind the call: those of "
                 "the clients are to be closed");
}

Test(ex_8_6, answers)
{
    struct check *check = check_begin("8.6", "answers", &one_process);
    struct scene two = { .arguments = { "8.6", "upper", "ask:hello,Wor1d!",
                                        "ask:yo" } };
    demand_answers(check, &two,
                   "client 1 [HELLO]\nclient 1 [WOR1D!]\nclient 2 [YO]\n");
    struct scene tcp = { .arguments = { "-6", "8.6", "-", "ask:*4096" } };
    char *text = text_of("client 1 [%4096s]\n", "");
    for (int i = 0; i < 4096; i++)
        text[strlen("client 1 [") + (size_t)i] = (char)('A' + i % 26);
    demand_answers(check, &tcp, text);
    free(text);
    cr_assert(check_end(check));
}

Test(ex_8_6, pieces)
{
    struct check *check = check_begin("8.6", "pieces", &one_process);
    struct scene reads = { .arguments = { "-4", "8.6", "-", "ask:hello" },
                           .moves = { CUT_SOCKET(ROLE_READ, MOVE_ROOT, 3) } };
    cut_role = ROLE_READ;
    demand_answers(check, &reads, "client 1 [HELLO]\n");
    struct scene writes = { .arguments = { "-4", "8.6", "-", "ask:hello" },
                            .moves = { CUT_SOCKET(ROLE_WRITE, MOVE_ROOT, 2) } };
    cut_role = ROLE_WRITE;
    demand_answers(check, &writes, "client 1 [HELLO]\n");
    cut_role = ROLE_NONE;
    cr_assert(check_end(check));
}

Test(ex_8_6, half_a_frame)
{
    struct check *check = check_begin("8.6", "half_a_frame", &one_process);
    struct scene scene = { .arguments = { "8.6", "upper", "half:slow",
                                          "ask:quick", "silent" },
                           .moves = { HOLD_SOCKET(ROLE_CONNECT, 2) } };
    demand_answers(check, &scene, "client 1 [SLOW]\nclient 2 [QUICK]\n");
    check_result(check, "client 1", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* The first client sends and sends, and reads nothing until the other one has
 * been served. */
Test(ex_8_6, deaf_client)
{
    struct check *check = check_begin("8.6", "deaf_client", &one_process);
    struct scene scene = { .arguments = { "8.6", "upper", "deaf:1000",
                                          "ask:quick" },
                           .moves = { HOLD_SOCKET(ROLE_CONNECT, 2) } };
    demand_answers(check, &scene, "client 2 [QUICK]\n");
    check_result(check, "client 1", "0", "RESULT", NOWHERE,
                 "the slow client gets all its answers, when it reads them");
    cr_assert(check_end(check));
}

/* It has gone before its answer is sent. */
Test(ex_8_6, client_vanishes)
{
    struct check *check = check_begin("8.6", "client_vanishes", &one_process);
    struct scene scene = { .arguments = { "8.6", "upper", "vanish:x",
                                          "ask:hello" },
                           .moves = { HOLD_SOCKET(ROLE_WRITE, MOVE_ROOT),
                                      HOLD_SOCKET(ROLE_CONNECT, 2) } };
    demand_answers(check, &scene, "client 2 [HELLO]\n");
    cr_assert(check_end(check));
}

Test(ex_8_6, failed_accept)
{
    struct check *check = check_begin("8.6", "failed_accept", &one_process);
    struct scene aborted = {
        .arguments = { "8.6", "upper", "ask:hello" },
        .moves = { FAIL_AT(MOVE_ROOT, ROLE_ACCEPT, OBJECT_SOCKET, 1,
                           ECONNABORTED) },
    };
    demand_answers(check, &aborted, "client 1 [HELLO]\n");
    struct scene interrupted = {
        .arguments = { "-s", "8.6", "upper", "ask:hello" },
        .interrupt_waits = true,
        .moves = { HOLD_SOCKET(ROLE_CONNECT, 1), HOLD_SOCKET(ROLE_WRITE, 1) }
    };
    demand_answers(check, &interrupted, "client 1 [HELLO]\n");
    cr_assert(check_end(check));
}
