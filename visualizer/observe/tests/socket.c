/* socket.c - sockets in every state: what the world says is what the program
 * knows to be true. */
#include "sockets.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

TestSuite(socket, .timeout = 60, .init = name_path, .fini = remove_path);

/* ---- states ---- */

Test(socket, pair_is_empty)
{
    still("pair-empty");
    assert_joined(END_A, END_B);
    assert_holds(END_A, 0, 0);
    cr_assert_eq(fact(END_A, "writable"), 1);
    cr_assert_eq(fact(END_A, "type"), SOCK_STREAM);
    play_close(&play);
}

Test(socket, pair_is_part_full)
{
    still("pair-part");
    assert_holds(END_B, 900, 0);
    assert_holds(END_A, 7, 0);
    play_close(&play);
}

Test(socket, pair_is_full)
{
    still("pair-full");
    struct wait wait = wait_in("write");
    assert_holds(END_B, atol(play_output(&play)), 0);
    cr_assert_gt(named(END_B)->fill, 1000);
    cr_assert_eq(fact(END_A, "writable"), 0);
    cr_assert_eq(wait.kind, WAIT_ROOM);
    cr_assert(!wait.finite && !wait.outside);
    cr_assert(wakes(&wait, trace_root(play.trace), true));
    play_close(&play);
}

Test(socket, packets_of_a_seqpacket_pair)
{
    still("pair-seqpacket");
    assert_holds("seqpacket socket pair 1 end b", 320, 0);
    play_close(&play);
}

Test(socket, datagrams_are_counted)
{
    still("pair-datagrams");
    assert_holds("datagram socket pair 1 end b", 2, 0);
    cr_assert_eq(fact("datagram socket pair 1 end b", "next"), 20);
    assert_holds("datagram socket pair 1 end a", 0, 0);
    play_close(&play);
}

Test(socket, half_closed)
{
    still("pair-half-closed");
    cr_assert_eq(fact(END_A, "out_closed"), 1);
    cr_assert_eq(fact(END_A, "in_closed"), 0);
    cr_assert_eq(fact(END_B, "in_closed"), 1);
    cr_assert_eq(fact(END_B, "out_closed"), 0);
    cr_assert_eq(fact(END_A, "shut_by"), trace_root(play.trace));
    cr_assert_eq(fact(END_B, "shut_by"), 0);
    assert_holds(END_B, 5, 0);
    play_close(&play);
}

Test(socket, reader_waits_for_holder_of_the_other_end)
{
    still("pair-reader");
    struct wait wait = wait_in("read");
    cr_assert_eq(wait.kind, WAIT_DATA);
    cr_assert_eq(wait.object, named(END_B)->id);
    cr_assert(wakes(&wait, trace_root(play.trace), true));
    cr_assert(!wakes(&wait, wait.pid, true));
    expect_verdict(QUIET_STUCK);
    play_close(&play);
}

Test(socket, backlog_is_part_full)
{
    still("backlog-part");
    assert_holds("unix stream %", 2, 3);
    cr_assert_eq(fact("unix stream %", "backlog"), 2);
    cr_assert_eq(named("unix stream -> %")->peer, named("unix stream %")->id);
    play_close(&play);
}

Test(socket, backlog_is_full)
{
    still("backlog-full");
    struct wait wait = wait_in("connect");
    assert_holds("unix stream %", 3, 3);
    cr_assert_eq(wait.kind, WAIT_PARTNER);
    cr_assert_eq(wait.object, named("unix stream %")->id);
    cr_assert(wakes(&wait, trace_root(play.trace), true));
    cr_assert(!wait.finite && !wait.outside);
    play_close(&play);
}

Test(socket, accepted_connection)
{
    still("unix-accepted");
    assert_joined("unix stream -> %", "unix stream % -> client");
    assert_holds("unix stream %", 0, 6);
    assert_holds("unix stream % -> client", 11, 0);
    assert_holds("unix stream -> %", 22, 0);
    play_close(&play);
}

Test(socket, queue_of_datagrams_is_full)
{
    still("datagram-full");
    struct wait wait = wait_in("sendto");
    FILE *file = fopen("/proc/sys/net/unix/max_dgram_qlen", "re");
    int limit = 0;
    cr_assert(file && fscanf(file, "%d", &limit) == 1);
    (void)fclose(file);
    assert_holds("unix datagram %", limit + 1, limit + 1);
    cr_assert_eq(wait.kind, WAIT_ROOM);
    cr_assert_eq(wait.object, named("unix datagram %")->id);
    cr_assert(wakes(&wait, trace_root(play.trace), true));
    expect_verdict(QUIET_STUCK);
    play_close(&play);
}

Test(socket, descriptor_waits_in_a_queue)
{
    still("rights-pending");
    struct wait wait = wait_in("read");
    if (object_fact(named(END_B), "rights", 0) == 0)
        cr_skip_test("this kernel does not count them (needs 5.17)");
    cr_assert_eq(fact(END_B, "rights"), 1);
    /* Nobody has the pipe's write end open; who could receive it may. */
    cr_assert_eq(world_holders(world(), wait.object, ACCESS_WRITE), 0);
    cr_assert(wakes(&wait, trace_root(play.trace), false));
    play_close(&play);
}

Test(socket, descriptor_is_taken_from_a_queue)
{
    still("rights-taken");
    const struct process *process =
        world_process(world(), trace_root(play.trace));
    int ends = 0;
    for (int fd = 0; fd < process->descriptor_limit; fd++) {
        const struct object *object =
            world_object(world(), process->descriptors[fd].object);
        ends += object && object->kind == OBJECT_PIPE && !object->before &&
                (process->descriptors[fd].access & ACCESS_WRITE);
    }
    cr_assert_eq(ends, 2);
    cr_assert_eq(fact(END_B, "rights"), 0);
    play_close(&play);
}

/* ---- the network ---- */

static const struct object *found(int type, const char *key)
{
    for (int i = 0; i < world()->object_count; i++) {
        const struct object *object = &world()->objects[i];
        if (object->kind == OBJECT_SOCKET &&
            object_fact(object, "type", 0) == type &&
            object_fact(object, key, 0) > 0)
            return object;
    }
    cr_assert_fail("no socket has %s", key);
    return NULL;
}

static void check_tcp(const char *scene)
{
    still(scene);
    const struct object *server = found(SOCK_STREAM, "listening");
    const struct object *client = found(SOCK_STREAM, "out_closed");
    cr_assert_eq(server->fill, 1);
    cr_assert_eq(server->capacity, 4);
    cr_assert_eq(client->fill, 22);
    const struct object *connection = world_object(world(), client->peer);
    cr_assert_not_null(connection);
    cr_assert_eq(connection->peer, client->id);
    cr_assert_eq(connection->fill, 11);
    cr_assert_eq(object_fact(connection, "in_closed", 0), 1);
    cr_assert_eq(object_fact(client, "shut_by", 0), trace_root(play.trace));
    char *arrow = strstr(client->name, " -> ");
    cr_assert(arrow && strncmp(client->name, "tcp ", 4) == 0);
    cr_assert_str_eq(arrow + 4, server->name + 4);
    play_close(&play);
}

Test(socket, tcp)
{
    check_tcp("tcp");
}

Test(socket, tcp_of_version_six)
{
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_storage loopback = { .ss_family = AF_INET6 };
    ((unsigned char *)&loopback)[23] = 1; /* ::1 */
    bool works = fd != -1 && bind(fd, (struct sockaddr *)&loopback, 28) == 0;
    (void)close(fd);
    if (!works)
        cr_skip_test("no IPv6 here");
    check_tcp("tcp6");
}

Test(socket, udp)
{
    still("udp");
    const struct object *client = found(SOCK_DGRAM, "connected");
    const struct object *server = world_object(world(), client->peer);
    cr_assert_not_null(server);
    cr_assert_eq(server->fill, 2);
    cr_assert_eq(object_fact(server, "next", 0), 30);
    cr_assert_eq(strncmp(server->name, "udp 127.0.0.1:", 14), 0);
    play_close(&play);
}
