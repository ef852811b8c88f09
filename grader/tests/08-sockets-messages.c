/* 08-sockets-messages.c - what lab 08 demands, part 5: datagrams, descriptors in
 * messages, and the choice of a socket. See 08-sockets.c.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/diagnose.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/sandbox.h"
#include "harness/sockets.h"
#include "harness/moments.h"

/* Abstract names are those of the whole network namespace: behind walls every
 * run has its own, else they must be new. */
static const char *abstract(void)
{
    static char name[32] = "@upper";
    if (!sandbox_available(NULL))
        (void)snprintf(name, sizeof name, "@upper-%d", (int)getpid());
    return name;
}

/* ---- 8.7 datagrams ---- */

/* An answer that could not be sent, while somebody waits for it. */
static void look_at_answers(struct check *check, const struct run *run)
{
    const struct event *call =
        check->failed
            ? NULL
            : socket_call(run, ROLE_WRITE, NULL, trace_root(run->trace), 0);
    if (!call || call->result >= 0 || call->result == -EAGAIN)
        return;
    (void)finding_add(
        check, "STUCK", call->place, text_of("an answer that was not sent"),
        text_of("%s failed with %s, and a client waits for this answer",
                socket_typed(call), strerrorname_np((int)-call->result)),
        text_of("the address of the sender, and its length, are as recvfrom "
                "gave them; it must know before how much room there is"));
}

static bool explain_datagrams(struct check *check, const struct run *run)
{
    check_nameless(check);
    check_one_client(check, trace_root(run->trace));
    look_at_answers(check, run);
    return check->failed;
}

static const struct setting datagrams = { .explain = explain_datagrams,
                                          .sigpipe = "SOCK-03",
                                          .roles = true };

static void demand_answers(struct check *check, struct scene *scene,
                           const char *expected)
{
    static const int partner_errors[] = { ENOTCONN,     ECONNREFUSED, EINVAL,
                                          EDESTADDRREQ, EAGAIN,       ENOENT };
    check_play(check, scene);
    check_carried_on(check, "returned");
    for (size_t i = 0; i < sizeof partner_errors / sizeof *partner_errors; i++)
        check_no_failure(check, "returned", partner_errors[i], "RESULT",
                         "that concerns one sender, who cannot be answered; "
                         "the others are still to be served");
    check_lines_in_any_order(check, expected);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
}

Test(ex_8_7, answers)
{
    struct check *check = check_begin("8.7", "answers", &datagrams);
    struct scene path = { .arguments = { "8.7", "upper", "ask:hello,Wor1d!",
                                         "ask:yo" } };
    demand_answers(check, &path,
                   "client 1 [HELLO]\nclient 1 [WOR1D!]\nclient 2 [YO]\n");
    struct scene name = { .arguments = { "8.7", abstract(), "ask:a\\x00b,x" } };
    demand_answers(check, &name, "client 1 [A\\x00B]\nclient 1 [X]\n");
    cr_assert(check_end(check));
}

/* All have sent, and two have gone, before the server receives anything. */
Test(ex_8_7, no_way_back)
{
    struct check *check = check_begin("8.7", "no_way_back", &datagrams);
    struct scene scene = { .arguments = { "8.7", "upper", "nameless:x",
                                          "gone:y", "ask:hello" },
                           .moves = { HOLD_SOCKET(ROLE_READ, MOVE_ROOT) } };
    demand_answers(check, &scene, "client 3 [HELLO]\n");
    cr_assert(check_end(check));
}

Test(ex_8_7, deaf_client)
{
    struct check *check = check_begin("8.7", "deaf_client", &datagrams);
    struct scene scene = { .arguments = { "8.7", "upper", "deaf:16",
                                          "ask:hello" },
                           .moves = { HOLD_SOCKET(ROLE_WRITE, 2) } };
    demand_answers(check, &scene, "client 2 [HELLO]\n");
    cr_assert(check_end(check));
}

Test(ex_8_7, too_long)
{
    struct check *check = check_begin("8.7", "too_long", &datagrams);
    struct scene big = { .arguments = { "8.7", "upper", "big:1001" } };
    const struct run *run = check_play(check, &big);
    check_output_as(
        check, "client 1 [OK]\n", 14, "SOCK-12",
        socket_place(run, ROLE_READ, NULL, trace_root(run->trace), 1),
        "a request was longer than the room for it: what the "
        "server got, and answered, was cut off");
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    struct scene fits = { .arguments = { "8.7", "upper", "room:6,longer" } };
    demand_answers(check, &fits, "client 1 [LONGER]\n");
    struct scene room = { .arguments = { "8.7", "upper", "room:3,longer" } };
    run = check_play(check, &room);
    const struct process *client = run_child(run, 1);
    check_result(
        check, "client 1", "-1 EMSGSIZE", "SOCK-12",
        socket_place(run, ROLE_READ, NULL, client ? client->pid : 0, 0),
        "the answer has 6 bytes and there is room for 3: the rest is "
        "lost, and without MSG_TRUNC nobody is told");
    cr_assert(check_end(check));
}

Test(ex_8_7, interrupted)
{
    struct check *check = check_begin("8.7", "interrupted", &datagrams);
    struct scene scene = { .arguments = { "-s", "8.7", "upper", "ask:hello" },
                           .interrupt_waits = true,
                           .moves = { HOLD_SOCKET(ROLE_WRITE, 1) } };
    demand_answers(check, &scene, "client 1 [HELLO]\n");
    cr_assert(check_end(check));
}

/* ---- 8.8 descriptors in messages ---- */

static const struct setting passing = { .sigpipe = "SOCK-03", .roles = true };

static struct place sent_line(const struct run *run)
{
    return socket_place(run, ROLE_WRITE, NULL, trace_root(run->trace), 1);
}

static struct place taken_line(const struct run *run)
{
    return socket_place(run, ROLE_READ, NULL, trace_root(run->trace), 1);
}

/* Where the student's code last opened something. */
static struct place open_line(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_OPEN && queue_students(event))
            place = event->place;
    }
    return place;
}

Test(ex_8_8, give)
{
    struct check *check = check_begin("8.8", "give", &passing);
    struct scene scene = { .arguments = { "8.8", "give", "document" } };
    const struct run *run = check_play(check, &scene);
    check_no_failure(check, "give", EINVAL, "SOCK-18",
                     "cmsg_len is CMSG_LEN of the data, and the control part "
                     "has room for CMSG_SPACE");
    check_no_failure(check, "give", EBADF, "SOCK-18",
                     "behind the header, at CMSG_DATA, stands the descriptor "
                     "as an int");
    check_result(check, "came", "1", "SOCK-18", sent_line(run),
                 "descriptors travel beside bytes: without a byte nothing "
                 "arrives");
    check_result(check, "files", "1", "SOCK-18", sent_line(run),
                 "one descriptor is one int in the control part, and cmsg_len "
                 "is CMSG_LEN of that");
    check_result(check, "byte", "F", "RESULT", NOWHERE, NULL);
    check_output_as(check, "file [the file]\n", 16, "SOCK-18", sent_line(run),
                    "another descriptor came than the one of the file");
    check_result(check, "give", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "descriptors", "0", "SOCK-17", open_line(run),
                 "the message carries a copy of its own: the one of the giver "
                 "is still open");
    cr_assert(check_end(check));
}

/* Whatever came: nothing more is open than before. */
static void demand_taken(struct check *check, struct scene *scene,
                         const char *taken)
{
    const struct run *run = check_play(check, scene);
    bool plain =
        !socket_call(run, ROLE_READ, "recvmsg", trace_root(run->trace), 1);
    check_result(check, "descriptors", "0", "SOCK-17", taken_line(run),
                 "so many more are open now: every descriptor that came is "
                 "yours to close");
    check_result(check, "take", taken, plain ? "SOCK-18" : "RESULT",
                 plain ? taken_line(run) : NOWHERE,
                 plain ? "a plain receive throws away what is beside the bytes"
                       : NULL);
}

Test(ex_8_8, take)
{
    struct check *check = check_begin("8.8", "take", &passing);
    struct scene scene = { .arguments = { "8.8", "take", "1", "F" } };
    demand_taken(check, &scene, "0");
    check_output(check, "file [a document]\n", 18);
    check_result(check, "cloexec", "1", "RESULT", NOWHERE,
                 "a descriptor that is received is to be close-on-exec, too: "
                 "MSG_CMSG_CLOEXEC");
    struct scene other = { .arguments = { "8.8", "take", "1", "x" } };
    demand_taken(check, &other, "-1 EPROTO");
    cr_assert(check_end(check));
}

Test(ex_8_8, too_many)
{
    struct check *check = check_begin("8.8", "too_many", &passing);
    static const char *const counts[] = { "2", "7" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = { .arguments = { "8.8", "take", counts[i], "F" } };
        demand_taken(check, &scene, "-1 EPROTO");
    }
    cr_assert(check_end(check));
}

Test(ex_8_8, none)
{
    struct check *check = check_begin("8.8", "none", &passing);
    struct scene byte = { .arguments = { "8.8", "take", "0", "F" } };
    demand_taken(check, &byte, "-1 EPROTO");
    struct scene end = { .arguments = { "-p", "8.8", "take", "1", "F" } };
    demand_taken(check, &end, "-1 ECONNRESET");
    cr_assert(check_end(check));
}

Test(ex_8_8, who)
{
    struct check *check = check_begin("8.8", "who", &passing);
    struct scene scene = { .arguments = { "8.8", "who" } };
    check_play(check, &scene);
    check_result(check, "asked", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "who", "right", "RESULT", NOWHERE,
                 "the process, user and group at the other end, and not your "
                 "own");
    cr_assert(check_end(check));
}

/* ---- 8.9 choose a kind of socket ---- */

/* Does the spooler receive whole messages? */
static bool keeps_messages(const struct run *run)
{
    const struct event *call =
        socket_call(run, ROLE_READ, NULL, trace_root(run->trace), 1);
    const struct object *socket =
        call ? world_object(trace_world(run->trace), call->object) : NULL;
    return socket && object_fact(socket, "type", 0) != SOCK_STREAM;
}

/* A part of a title came, and was taken for all of it. */
static void look_at_titles(struct check *check, const struct run *run)
{
    struct place part =
        socket_place(run, ROLE_READ, NULL, trace_root(run->trace), 1);
    if (!keeps_messages(run) && part.file)
        check_that(check, false, "SOCK-01", part, "a part of a title",
                   text_of("a receive brought a part of what was sent, and the "
                           "spooler waits for a document that never comes"),
                   text_of("on a stream nothing says where a title ends: send "
                           "its length first, and receive until all is there"));
}

static bool explain_spool(struct check *check, const struct run *run)
{
    look_at_titles(check, run);
    check_one_client(check, trace_root(run->trace));
    check_half_close(check);
    return check->failed;
}

static const struct setting spooler = { .explain = explain_spool,
                                        .sigpipe = "SOCK-03",
                                        .end = "SOCK-07",
                                        .roles = true };

static void demand_printed(struct check *check, struct scene *scene,
                           const char *expected)
{
    const struct run *run = check_play(check, scene);
    bool whole = keeps_messages(run);
    size_t length = strlen(expected);
    struct place place = taken_line(run);
    check_no_failure(check, "returned", EPIPE, "SOCK-03",
                     "one client has gone; that is its own affair");
    if (run->output_length < length)
        check_output_as(
            check, expected, length, whole ? "SOCK-12" : "SOCK-01", place,
            whole ? "one receive takes a whole message; what had no "
                    "room is lost"
                  : "what one receive brings need not be the whole "
                    "title");
    check_lines_in_any_order(check, expected);
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "descriptors", "0", "SOCK-17", place,
                 "so many descriptors more are open behind the call: each one "
                 "that came is to be closed");
}

Test(ex_8_9, titles)
{
    struct check *check = check_begin("8.9", "titles", &spooler);
    struct scene scene = {
        .arguments = { "8.9", "spooler", "job:one,a\\x00b", "job:*200" },
        .moves = { CUT_AT(MOVE_ROOT, ROLE_READ, OBJECT_SOCKET, 2),
                   CUT_AT(1, ROLE_READ, OBJECT_SOCKET, 1) },
    };
    char *text = text_of("printed [one|of client 1]\n"
                         "printed [a\\x00b|of client 1]\n"
                         "printed [%200s|of client 2]\n",
                         "");
    char *title = strchr(text, ' ');
    while (title[1] != ' ')
        title = strchr(title + 1, '[');
    for (int i = 0; i < 200; i++)
        title[1 + i] = (char)('a' + i % 26);
    demand_printed(check, &scene, text);
    check_result(check, "client 1", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "client 2", "0", "RESULT", NOWHERE, NULL);
    free(text);
    cr_assert(check_end(check));
}

Test(ex_8_9, silent_client)
{
    struct check *check = check_begin("8.9", "silent_client", &spooler);
    struct scene scene = { .arguments = { "8.9", "spooler", "silent",
                                          "job:one" },
                           .moves = { HOLD_SOCKET(ROLE_CONNECT, 2) } };
    demand_printed(check, &scene, "printed [one|of client 2]\n");
    cr_assert(check_end(check));
}

/* It has handed in its document, and dies before the spooler looks at it. */
Test(ex_8_9, client_dies)
{
    struct check *check = check_begin("8.9", "client_dies", &spooler);
    struct scene scene = {
        .arguments = { "8.9", "spooler", "job:one", "job:two" },
        .moves = { HOLD_SOCKET(ROLE_READ, MOVE_ROOT),
                   KILL_AT(1, ROLE_READ, OBJECT_SOCKET, 1) },
    };
    demand_printed(check, &scene,
                   "printed [one|of client 1]\nprinted [two|of client 2]\n");
    cr_assert(check_end(check));
}

Test(ex_8_9, spooler_gone)
{
    struct check *check = check_begin("8.9", "spooler_gone", &spooler);
    struct scene scene = { .arguments = { "-p", "8.9", "spooler", "job:one" } };
    const struct run *run = check_play(check, &scene);
    const struct process *client = run_child(run, 1);
    check_result(
        check, "client 1", "-1 ECONNRESET", "SOCK-07",
        socket_place(run, ROLE_READ, NULL, client ? client->pid : 0, 0),
        "the spooler ended and left the document unread; the client "
        "must learn of that");
    cr_assert(check_end(check));
}
