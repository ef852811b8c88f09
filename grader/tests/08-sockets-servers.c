/* 08-sockets-servers.c - what lab 08 demands, part 2: names, and a child for each
 * client. See 08-sockets.c.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/input.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/sockets.h"
#include "harness/moments.h"

/* ---- 8.3 a name for a server ---- */

static struct place bind_line(const struct run *run)
{
    return socket_place(run, ROLE_SOCKET, "bind", 0, 0);
}

/* Whoever asks the living server got to another one, who never answers. */
static bool explain_names(struct check *check, const struct run *run)
{
    const char *listens = run_result(run, "listen");
    check_that(check, !listens || strcmp(listens, "0") != 0, "SOCK-06",
               bind_line(run), "the name of a living server was taken",
               text_of("a client of the server that lived there got to your "
                       "socket"),
               text_of("its path was removed, and a new socket stands in its "
                       "place; the server lives, and nobody can reach it"));
    return check->failed;
}

static const struct setting names = { .explain = explain_names, .roles = true };

static void demand_listening(struct check *check, const char *code,
                             const char *cause)
{
    const struct run *run = check->run;
    check_result(check, "listen", "0", code, bind_line(run), cause);
    check_result(check, "connect", "0", code, bind_line(run), cause);
    check_result(check, "cloexec", "1", "RESULT", NOWHERE,
                 "descriptors are close-on-exec: SOCK_CLOEXEC");
}

Test(ex_8_3, listens)
{
    struct check *check = check_begin("8.3", "listens", &names);
    struct scene scene = { .arguments = { "8.3", "upper", "listen",
                                          "connect" } };
    check_play(check, &scene);
    demand_listening(check, "RESULT", NULL);
    check_result(check, "path", "socket", "RESULT", NOWHERE, NULL);
    struct scene empty = { .arguments = { "8.3", "", "listen" } };
    check_play(check, &empty);
    check_result(check, "listen", "-1 ENOENT", "RESULT", NOWHERE,
                 "an empty name is no name");
    cr_assert(check_end(check));
}

Test(ex_8_3, dead_name)
{
    struct check *check = check_begin("8.3", "dead_name", &names);
    struct scene scene = { .arguments = { "8.3", "upper", "dead", "listen",
                                          "connect" } };
    check_play(check, &scene);
    demand_listening(check, "SOCK-05",
                     "the socket of a server that has gone is still there, and "
                     "bind refuses its name; nobody but you will remove it");
    cr_assert(check_end(check));
}

Test(ex_8_3, living_server)
{
    struct check *check = check_begin("8.3", "living_server", &names);
    const char *cause = "a server lives at this name: its path was removed, "
                        "and with it the way to its clients";
    struct scene scene = { .arguments = { "8.3", "upper", "alive", "listen",
                                          "ask" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "listen", "-1 EADDRINUSE", "SOCK-06", bind_line(run),
                 cause);
    check_result(check, "ask", "alive", "SOCK-06", bind_line(run), cause);
    struct scene abstract = { .arguments = { "8.3", "@upper", "alive", "listen",
                                             "ask" } };
    run = check_play(check, &abstract);
    check_result(check, "listen", "-1 EADDRINUSE", "SOCK-10", bind_line(run),
                 "the name is in use; this address counted other bytes, and so "
                 "is another name");
    cr_assert(check_end(check));
}

Test(ex_8_3, other_file)
{
    struct check *check = check_begin("8.3", "other_file", &names);
    struct scene scene = { .arguments = { "8.3", "upper", "file", "listen" } };
    struct run *run = check_play(check, &scene);
    const char *cause = "what has this name is a file, and no socket: it is "
                        "somebody's, and stays";
    check_result(check, "path", "file", "SOCK-06", bind_line(run), cause);
    check_result(check, "listen", "-1 EADDRINUSE", "SOCK-06", bind_line(run),
                 cause);
    cr_assert(check_end(check));
}

Test(ex_8_3, long_name)
{
    struct check *check = check_begin("8.3", "long_name", &names);
    struct scene fits = { .arguments = { "8.3", "*107", "listen", "connect" } };
    check_play(check, &fits);
    demand_listening(check, "RESULT", "a name of 107 bytes is allowed");
    check->crash_code = "SOCK-09";
    check->crash_cause = "a longer name was copied to sun_path than there is "
                         "room for";
    check->crash_place = bind_line;
    static const char *const longer[] = { "*108", "*250" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = { .arguments = { "8.3", longer[i], "listen" } };
        struct run *run = check_play(check, &scene);
        check_result(check, "listen", "-1 ENAMETOOLONG", "SOCK-09",
                     bind_line(run),
                     "sun_path has 108 bytes, and one of them is the zero byte "
                     "at the end: a longer name was cut, or went beyond");
    }
    cr_assert(check_end(check));
}

Test(ex_8_3, abstract_name)
{
    struct check *check = check_begin("8.3", "abstract_name", &names);
    struct scene scene = { .arguments = { "8.3", "@upper", "listen",
                                          "connect" } };
    struct run *run = check_play(check, &scene);
    bool file = run_result(run, "path") &&
                strcmp(run_result(run, "path"), "nothing") != 0;
    demand_listening(check, "SOCK-10",
                     "others who know the name count its bytes exactly; this "
                     "address counted other ones as well, or too few");
    check_that(check, !file, "SOCK-10", bind_line(run), "a path and no name",
               text_of("a file was made for a name that lies in no directory"),
               text_of("the first byte of an abstract name is a zero byte"));
    cr_assert(check_end(check));
}

/* ---- 8.4 a child for every client ---- */

/* A server that does one thing after the other. */
static void look_at_one_by_one(struct check *check, const struct run *run)
{
    struct place place = socket_sleeps(run, trace_root(run->trace), ROLE_WAIT);
    if (place.file && !check->failed)
        check_that(check, false, "PROC-03", place, "one client after the other",
                   text_of("your server waits for the child of one client, "
                           "while another client waits to be accepted"),
                   text_of("the children are there to work side by side: go "
                           "back to accept, and reap those that have ended"));
    check_one_client(check, trace_root(run->trace));
}

static bool explain_each(struct check *check, const struct run *run)
{
    check_connection_kept(check);
    look_at_one_by_one(check, run);
    return check->failed;
}

static const struct setting children = { .explain = explain_each,
                                         .sigpipe = "SOCK-03",
                                         .end = "SOCK-07",
                                         .roles = true };

static void demand_served(struct check *check, struct scene *scene,
                          const char *expected)
{
    check_play(check, scene);
    check_no_failure(check, "returned", ECONNABORTED, "SOCK-22",
                     "one client went away before it was accepted; the others "
                     "are still to be served");
    check_no_failure(
        check, "returned", EINTR, "SOCK-22",
        "a signal handler ran; nothing is wrong with the listener");
    check_lines_in_any_order(check, expected);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

Test(ex_8_4, answers)
{
    struct check *check = check_begin("8.4", "answers", &children);
    struct scene one = { .arguments = { "8.4", "upper", "ask:hello,Wor1d!" } };
    demand_served(check, &one, "client 1 [HELLO]\nclient 1 [WOR1D!]\n");
    struct scene tcp = { .arguments = { "-6", "8.4", "-", "ask:abc" },
                         .moves = { CUT_SOCKET(ROLE_READ, 2, 2),
                                    CUT_SOCKET(ROLE_WRITE, 2, 3) } };
    demand_served(check, &tcp, "client 1 [ABC]\n");
    cr_assert(check_end(check));
}

/* The first client says nothing until the second one has been served. */
Test(ex_8_4, side_by_side)
{
    struct check *check = check_begin("8.4", "side_by_side", &children);
    struct scene scene = { .arguments = { "8.4", "upper", "silent",
                                          "ask:hello" },
                           .moves = { HOLD_SOCKET(ROLE_CONNECT, 2) } };
    demand_served(check, &scene, "client 2 [HELLO]\n");
    cr_assert(check_end(check));
}

/* A client who waits for the end of its connection gets it while others are
 * still there. */
Test(ex_8_4, connections_end)
{
    struct check *check = check_begin("8.4", "connections_end", &children);
    struct scene scene = { .arguments = { "-4", "8.4", "-", "ask:one",
                                          "silent" },
                           .moves = { HOLD_SOCKET(ROLE_CONNECT, 2) } };
    demand_served(check, &scene, "client 1 [ONE]\n");
    cr_assert(check_end(check));
}

Test(ex_8_4, listener_free)
{
    struct check *check = check_begin("8.4", "listener_free", &children);
    struct scene scene = { .arguments = { "-c", "8.4", "upper", "silent" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "connect", "-1 ECONNREFUSED", "SOCK-14",
                 place_of_fork(run, 2),
                 "the server was killed, and its name is in use still: the "
                 "child that serves one client has a copy of the listening "
                 "socket, and will never accept");
    cr_assert(check_end(check));
}

Test(ex_8_4, failed_accept)
{
    struct check *check = check_begin("8.4", "failed_accept", &children);
    struct scene aborted = {
        .arguments = { "8.4", "upper", "ask:hello" },
        .moves = { FAIL_AT(MOVE_ROOT, ROLE_ACCEPT, OBJECT_SOCKET, 1,
                           ECONNABORTED) },
    };
    demand_served(check, &aborted, "client 1 [HELLO]\n");
    struct scene interrupted = { .arguments = { "-s", "8.4", "upper",
                                                "ask:hello" },
                                 .interrupt_waits = true,
                                 .moves = { HOLD_SOCKET(ROLE_CONNECT, 1) } };
    demand_served(check, &interrupted, "client 1 [HELLO]\n");
    struct scene fork = {
        .arguments = { "8.4", "upper", "silent" },
        .moves = { FORK_FAILS(2) },
    };
    check_play(check, &fork);
    check_result(check, "returned", "-1 EAGAIN", "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_8_4, client_vanishes)
{
    struct check *check = check_begin("8.4", "client_vanishes", &children);
    struct scene scene = { .arguments = { "8.4", "upper", "vanish:x",
                                          "ask:hello" },
                           .moves = { HOLD_SOCKET(ROLE_WRITE, 3) } };
    demand_served(check, &scene, "client 2 [HELLO]\n");
    cr_assert(check_end(check));
}
