/* 08-sockets-net.c - what lab 08 demands, part 3: hosts and ports.
 * See 08-sockets.c. Times of 20 ms are waited for; longer ones never are.
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

/* ---- 8.5 across machines ---- */

static bool explain_network(struct check *check, const struct run *run)
{
    (void)run;
    check_half_close(check);
    return check->failed;
}

static const struct setting network = { .explain = explain_network,
                                        .sigpipe = "SOCK-03",
                                        .end = "SOCK-07",
                                        .busy = "SOCK-21",
                                        .roles = true };

/* The port behind the last colon of a name, 0 if there is none. */
static unsigned port_in(const char *name)
{
    const char *colon = name ? strrchr(name, ':') : NULL;
    return colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 0;
}

static unsigned swapped(unsigned port)
{
    return (port & 0xff) << 8 | port >> 8;
}

/* Does a socket but `mine` have this port? */
static bool has_port(const struct world *world, unsigned port, int mine)
{
    for (int o = 0; o < world->object_count; o++)
        if (world->objects[o].kind == OBJECT_SOCKET &&
            world->objects[o].id != mine &&
            port_in(world->objects[o].name) == port)
            return true;
    return false;
}

/* A connect, in a student's file, to a port that nobody has, while somebody has
 * the one with the bytes the other way round. */
static void check_port_order(struct check *check)
{
    const struct log *log = trace_log(check->run->trace);
    const struct world *world = trace_world(check->run->trace);
    for (size_t i = 0; i < log->count && !check->failed; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        unsigned port = port_in(event->text);
        if (event->kind != EVENT_ENTER || !info || port == 0 ||
            info->role != ROLE_CONNECT || !queue_students(event) ||
            has_port(world, port, event->object) ||
            !has_port(world, swapped(port), event->object))
            continue;
        check_that(check, false, "SOCK-08", event->place,
                   "a port in the wrong order",
                   text_of("connect went to port %u; the server is at port %u",
                           port, swapped(port)),
                   text_of("the two bytes of the port are the wrong way "
                           "round"));
    }
}

static struct place bind_line(const struct run *run)
{
    return socket_place(run, ROLE_SOCKET, "bind", 0, 0);
}

static struct place connect_line(const struct run *run)
{
    return socket_place(run, ROLE_CONNECT, NULL, 0, 1);
}

/* Where the student's code last closed a socket. */
static struct place close_line(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    const struct world *world = trace_world(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct object *object = world_object(world, event->object);
        if (event->kind == EVENT_CLOSE && object &&
            object->kind == OBJECT_SOCKET && event->place.file &&
            queue_students(event))
            place = event->place;
    }
    return place;
}

static void demand_listening(struct check *check, const char *host,
                             const char *four, const char *six)
{
    struct scene scene = { .arguments = { "8.5", "listen", host } };
    check_play(check, &scene);
    check_result(check, "listen", "0", "RESULT", NOWHERE, NULL);
    if (four)
        check_result(check, "v4", four, "RESULT", NOWHERE,
                     "whether 127.0.0.1 reaches it");
    if (six)
        check_result(check, "v6", six, "RESULT", NOWHERE,
                     "whether ::1 reaches it");
    check_result(check, "cloexec", "1", "RESULT", NOWHERE,
                 "descriptors are close-on-exec: SOCK_CLOEXEC");
}

Test(ex_8_5, listen)
{
    struct check *check = check_begin("8.5", "listen", &network);
    demand_listening(check, "127.0.0.1", "0", "-1 ECONNREFUSED");
    demand_listening(check, "::1", "-1 ECONNREFUSED", "0");
    demand_listening(check, "", "0", NULL);
    cr_assert(check_end(check));
}

Test(ex_8_5, restart)
{
    struct check *check = check_begin("8.5", "restart", &network);
    static const char *const hosts[] = { "127.0.0.1", "::1" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = { .arguments = { "-r", "8.5", "listen",
                                              hosts[i] } };
        struct run *run = check_play(check, &scene);
        const char *told = run_result(run, "again");
        bool in_use = told && strcmp(told, "-1 EADDRINUSE") == 0;
        if (!in_use)
            check_result(check, "again", "0", "RESULT", NOWHERE, NULL);
        check_result(check, "again", "0", "SOCK-04", bind_line(run),
                     "the server had ended a connection and then itself; its "
                     "port is remembered for that connection (TIME_WAIT), and "
                     "bind refuses it");
        check_result(check, "port", "same", "SOCK-08", bind_line(run),
                     "the two bytes of a port are sent with the more "
                     "significant one first");
    }
    cr_assert(check_end(check));
}

static const char *const goes_on =
    "the connect goes on by itself: wait until the socket is writable, and ask "
    "SO_ERROR then";

static void demand_connected(struct check *check, const char *host,
                             const char *where)
{
    struct scene scene = { .arguments = { "8.5", "connect", host, where, "-1",
                                          "hello" } };
    check_play(check, &scene);
    check_no_failure(check, "connected", EINPROGRESS, "SOCK-21", goes_on);
    check_no_failure(check, "connected", EALREADY, "SOCK-21", goes_on);
    check_no_failure(check, "connected", EISCONN, "SOCK-21", goes_on);
    check_port_order(check);
    check_result(check, "connected", "0", "RESULT", NOWHERE, NULL);
    check_output(check, "server [hello]\n", 15);
    check_result(check, "blocking", "1", "RESULT", NOWHERE,
                 "the caller gets a blocking descriptor");
    check_result(check, "cloexec", "1", "RESULT", NOWHERE,
                 "descriptors are close-on-exec: SOCK_CLOEXEC");
}

Test(ex_8_5, connect)
{
    struct check *check = check_begin("8.5", "connect", &network);
    demand_connected(check, "127.0.0.1", "127.0.0.1");
    demand_connected(check, "::1", "::1");
    demand_connected(check, "", "127.0.0.1"); /* ::1 is tried first */
    cr_assert(check_end(check));
}

Test(ex_8_5, refused)
{
    struct check *check = check_begin("8.5", "refused", &network);
    struct scene scene = { .arguments = { "8.5", "connect", "127.0.0.1",
                                          "nowhere", "5000", "x" } };
    struct run *run = check_play(check, &scene);
    const char *told = run_result(run, "connected");
    bool believed = told && strcmp(told, "0") == 0;
    check_no_failure(check, "connected", EINPROGRESS, "SOCK-21", goes_on);
    check_result(check, "connected", "-1 ECONNREFUSED",
                 believed ? "SOCK-21" : "RESULT",
                 believed ? connect_line(run) : NOWHERE,
                 believed ? "nobody listens there; the socket was writable "
                            "because the connect was over, and SO_ERROR says "
                            "how"
                          : NULL);
    cr_assert(check_end(check));
}

Test(ex_8_5, patience)
{
    struct check *check = check_begin("8.5", "patience", &network);
    struct scene scene = { .arguments = { "-s", "8.5", "connect", "127.0.0.1",
                                          "full", "20", "x" },
                           .interrupt_waits = true };
    struct run *run = check_play(check, &scene);
    const char *told = run_result(run, "connected");
    bool believed = told && strcmp(told, "0") == 0;
    check_carried_on(check, "connected");
    check_no_failure(check, "connected", EINPROGRESS, "SOCK-21", goes_on);
    check_result(check, "connected", "-1 ETIMEDOUT",
                 believed ? "SOCK-21" : "RESULT",
                 believed ? connect_line(run) : NOWHERE,
                 "the server's queue is full, so nothing came back in the 20 "
                 "ms that were allowed");
    cr_assert(check_end(check));
}

static void demand_last_words(struct check *check, struct scene *scene,
                              const char *words)
{
    char *expected = text_of("client [%s]\n", words);
    struct run *run = check_play(check, scene);
    check_carried_on(check, "last");
    check_result(check, "end", "0", "SOCK-16", close_line(run),
                 "the client got a reset instead of the end of the stream: the "
                 "socket was closed while bytes of the client were unread");
    check_output_as(check, expected, strlen(expected), "SOCK-02",
                    socket_short(run, ROLE_WRITE, 0), NULL);
    check_result(check, "more", "0", "SOCK-16", close_line(run),
                 "the client had more to send, and its connection was reset: "
                 "the socket was closed before the client had ended");
    check_result(check, "last", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "open", "0", "LEFT", NOWHERE,
                 "the socket is closed behind the last words");
    free(expected);
}

Test(ex_8_5, last_words)
{
    struct check *check = check_begin("8.5", "last_words", &network);
    struct scene plain = { .arguments = { "8.5", "last", "bye", "more" } };
    demand_last_words(check, &plain, "bye");
    struct scene cut = { .arguments = { "-s", "8.5", "last", "goodbye", "x" },
                         .interrupt_waits = true,
                         .moves = { CUT_SOCKET(ROLE_WRITE, MOVE_ROOT, 3),
                                    HOLD_SOCKET(ROLE_READ, 1) } };
    demand_last_words(check, &cut, "goodbye");
    cr_assert(check_end(check));
}
