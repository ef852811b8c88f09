/* socket_stuck.c - sockets on which nobody can ever go on, and those which only
 * look so. */
#include "sockets.h"

#include <criterion/criterion.h>

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

TestSuite(socket_stuck, .timeout = 60, .init = name_path, .fini = remove_path);

/* ---- nobody can go on ---- */

static void assert_stuck(const char *scene)
{
    still(scene);
    expect_verdict(QUIET_STUCK);
    (void)play_cause(&play);
}

Test(socket_stuck, both_read)
{
    assert_stuck("pair-both-read");
    struct wait wait = wait_in("read");
    cr_assert_eq(wait.kind, WAIT_DATA);
    cr_assert(wakes(&wait, world()->processes[1].pid, true));
    play_close(&play);
}

Test(socket_stuck, both_write)
{
    assert_stuck("pair-both-write");
    struct wait wait = wait_in("sendto");
    cr_assert_eq(wait.kind, WAIT_ROOM);
    cr_assert_gt(named(END_A)->fill, 0);
    cr_assert_gt(named(END_B)->fill, 0);
    cr_assert(wakes(&wait, world()->processes[1].pid, true));
    play_close(&play);
}

Test(socket_stuck, own_end_kept_after_fork)
{
    assert_stuck("pair-own-end");
    struct wait wait = wait_in("read");
    cr_assert(wakes(&wait, wait.pid, true));
    cr_assert_eq(named(END_B)->fill, 0);
    cr_assert_eq(play.cause.culprit, wait.pid);
    cr_assert_eq(play.cause.object, named(END_B)->id);
    play_close(&play);
}

Test(socket_stuck, nobody_connects)
{
    assert_stuck("accept-nobody");
    struct wait wait = wait_in("accept");
    cr_assert_eq(wait.kind, WAIT_PARTNER);
    assert_holds("unix stream %", 0, 2);
    play_close(&play);
}

Test(socket_stuck, both_read_from_tcp)
{
    assert_stuck("tcp-both-read");
    play_close(&play);
}

Test(socket_stuck, both_write_to_tcp)
{
    assert_stuck("tcp-both-write");
    play_close(&play);
}

Test(socket_stuck, never_accepted)
{
    assert_stuck("never-accepted");
    struct wait wait = wait_in("read");
    cr_assert(wakes(&wait, trace_root(play.trace), true));
    play_close(&play);
}

Test(socket_stuck, both_receive_datagrams)
{
    assert_stuck("udp-both-receive");
    play_close(&play);
}

Test(socket_stuck, poll_without_time_out)
{
    assert_stuck("poll-for-ever");
    play_close(&play);
}

/* ---- it only looks so ---- */

static void assert_waiting(const char *scene, const char *call, bool finite)
{
    still(scene);
    expect_verdict(QUIET_WAITING);
    struct wait wait = wait_in(call);
    cr_assert_eq(wait.finite, finite);
    play_close(&play);
}

Test(socket_stuck, time_out_of_receive)
{
    assert_waiting("receive-time-out", "read", true);
}

Test(socket_stuck, time_out_of_send)
{
    assert_waiting("send-time-out", "write", true);
}

Test(socket_stuck, time_out_of_accept)
{
    assert_waiting("accept-time-out", "accept", true);
}

Test(socket_stuck, time_out_of_poll)
{
    assert_waiting("poll-time-out", "poll", true);
}

/* The scene has a socket for its standard input, and the test the other end. */
static void play_with_peer(const char *scene, int ends[2])
{
    cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    play_prepare(&play, scene);
    play.options.standard[0] = ends[1];
    play_start(&play);
    (void)close(ends[1]);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
}

Test(socket_stuck, peer_is_outside)
{
    int ends[2];
    play_with_peer("reads-socket", ends);
    expect_verdict(QUIET_WAITING);
    cr_assert(wait_in("read").outside);
    cr_assert_eq(write(ends[0], "x", 1), 1);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    play_close(&play);
    (void)close(ends[0]);
}

Test(socket_stuck, descriptor_is_sent_outside)
{
    int ends[2];
    play_with_peer("sends-rights-outside", ends);
    expect_verdict(QUIET_WAITING);
    cr_assert(wait_in("read").outside);
    play_close(&play);
    (void)close(ends[0]);
}

Test(socket_stuck, server_is_outside)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    memcpy(name.sun_path, path, strlen(path) + 1);
    cr_assert_eq(bind(server, (struct sockaddr *)&name, sizeof name), 0);
    cr_assert_eq(listen(server, 1), 0);
    assert_waiting("connects-outside", "read", false);
    (void)close(server);
}
