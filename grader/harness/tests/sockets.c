/* sockets.c - what may be cut at a socket, and what counts as busy waiting.
 *
 * The programs are Python's: its calls are the plain ones, and a line is short.
 */
#include "harness/sockets.h"

#include <criterion/criterion.h>

#include <string.h>

static struct run *played;

/* Plays the script, with every call of this role cut to 2 bytes. */
static const char *cut(enum call_role role, const char *script)
{
    char *text =
        text_of("import os, select, socket\n"
                "a, b = socket.socketpair(socket.AF_UNIX)\n"
                "c, d = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
                "%s",
                script);
    struct scene scene = { .arguments = { "-S", "-c", text },
                           .moves = { CUT_SOCKET(role, MOVE_ROOT, 2) } };
    run_close(played);
    played = run_play("/usr/bin/python3", &scene);
    free(text);
    cr_assert(played);
    return played->output;
}

static void close_last(void)
{
    run_close(played);
    played = NULL;
}

TestSuite(sockets, .fini = close_last, .timeout = 60);

Test(sockets, receives_of_a_stream_are_cut)
{
    cr_assert_str_eq(
        cut(ROLE_READ, "a.send(b'abcdef'); print(b.recv(6), b.recv(1))"),
        "b'ab' b'c'\n");
    cr_assert_str_eq(
        cut(ROLE_READ, "a.send(b'abcdef'); print(b.recvmsg(6)[0])"), "b'ab'\n");
    cr_assert_str_eq(
        cut(ROLE_READ, "a.send(b'abcdef'); print(os.read(b.fileno(), 6))"),
        "b'ab'\n");
}

/* Where the kernel itself would give all of it. */
Test(sockets, messages_and_whole_receives_are_not)
{
    cr_assert_str_eq(cut(ROLE_READ, "c.send(b'abcdef'); print(d.recv(6))"),
                     "b'abcdef'\n");
    cr_assert_str_eq(cut(ROLE_READ, "a.send(b'abcdef')\n"
                                    "print(b.recv(6, socket.MSG_WAITALL))"),
                     "b'abcdef'\n");
    cr_assert_str_eq(cut(ROLE_WRITE, "print(c.send(b'abcdef'))"), "6\n");
}

/* A small send on a unix socket sleeps until there is room for all. */
Test(sockets, sends_are_cut_where_they_may_be_short)
{
    cr_assert_str_eq(cut(ROLE_WRITE, "print(a.send(b'abcdef'))"), "6\n");
    cr_assert_str_eq(cut(ROLE_WRITE,
                         "e, f = socket.socketpair(socket.AF_UNIX,\n"
                         "    socket.SOCK_STREAM | socket.SOCK_NONBLOCK)\n"
                         "print(e.send(b'abcdef'))"),
                     "2\n");
    cr_assert_str_eq(cut(ROLE_WRITE, "print(a.send(b'x' * 5000))"), "2\n");
    cr_assert_str_eq(
        cut(ROLE_WRITE,
            "l = socket.create_server(('127.0.0.1', 0))\n"
            "t = socket.create_connection(l.getsockname())\n"
            "print(t.send(b'abcdef'), t.sendmsg([b'ab', b'cdef']))"),
        "2 2\n");
}

Test(sockets, what_is_ready_and_not_heard_is_busy_waiting)
{
    (void)cut(ROLE_NONE, "p = select.poll(); p.register(a, select.POLLOUT)\n"
                         "while True: p.poll()");
    cr_assert_eq(played->end, RUN_SPIN);
    cr_assert(played->spin_ready);
    cr_assert_str_eq(played->spin_name, "poll");
}

Test(sockets, two_ends_may_be_ignored_in_turn)
{
    (void)cut(ROLE_NONE, "a.close(); e, f = socket.socketpair(); e.close()\n"
                         "while True: b.recv(1); f.recv(1)");
    cr_assert_eq(played->end, RUN_SPIN);
    cr_assert(played->spin_at_end);
    cr_assert_str_eq(played->spin_name, "recv");
}

/* One who acts on what poll says is not busy. */
Test(sockets, who_acts_on_what_is_ready_may_ask_often)
{
    (void)cut(ROLE_NONE, "p = select.poll(); p.register(b, select.POLLIN)\n"
                         "for i in range(1500):\n"
                         "    a.send(b'x'); p.poll(); b.recv(1)\n"
                         "print('done')");
    cr_assert_eq(played->end, RUN_ENDED);
    cr_assert_str_eq(played->output, "done\n");
}
