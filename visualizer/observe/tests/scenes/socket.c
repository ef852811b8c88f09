/* socket.c - sockets in every state. */
#include "sockets.h"

#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>

static int pair_empty(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    return wait_for_ever();
}

static int pair_part(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    put(ends[0], PART);
    (void)!read(ends[1], bytes, 100);
    put(ends[1], 7);
    return wait_for_ever();
}

/* Both ends in one process, and the writer waits for room. */
static int pair_full(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    (void)dprintf(1, "%ld", put_all(ends[0]));
    return (int)write(ends[0], bytes, sizeof bytes);
}

static int pair_seqpacket(void)
{
    int ends[2];
    make_ends(SOCK_SEQPACKET, ends);
    put(ends[0], 300);
    put(ends[0], 20);
    return wait_for_ever();
}

static int pair_datagrams(void)
{
    int ends[2];
    make_ends(SOCK_DGRAM, ends);
    put(ends[0], 300);
    put(ends[0], 20);
    put(ends[0], 4);
    (void)!recv(ends[1], bytes, sizeof bytes, MSG_PEEK);
    (void)!read(ends[1], bytes, sizeof bytes);
    return wait_for_ever();
}

static int pair_half_closed(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    put(ends[0], 5);
    (void)shutdown(ends[0], SHUT_WR);
    return (int)read(ends[0], bytes, 1);
}

/* A child reads, the parent could write and waits for the child. */
static int pair_reader(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    int child = make_child();
    if (child == 0) {
        (void)close(ends[0]);
        return (int)read(ends[1], bytes, 1);
    }
    (void)close(ends[1]);
    return status_of(child);
}

static int connect_children(int children, int listening)
{
    for (int i = 0; i < children; i++) {
        if (make_child() != 0)
            continue;
        (void)close(listening);
        int fd = make_socket(AF_UNIX, SOCK_STREAM);
        connect_path(fd, "");
        return wait_for_ever();
    }
    return wait_for_ever();
}

/* Two of three may wait: backlog 2. */
static int backlog_part(void)
{
    return connect_children(2, listen_path(2));
}

/* Three wait already; the fourth waits in connect. */
static int backlog_full(void)
{
    return connect_children(4, listen_path(2));
}

static int unix_accepted(void)
{
    int server = listen_path(5), client = make_socket(AF_UNIX, SOCK_STREAM);
    connect_path(client, "");
    int connection = accept(server, NULL, NULL);
    put(client, 11);
    put(connection, 22);
    return wait_for_ever();
}

static int datagram_full(void)
{
    int server = make_socket(AF_UNIX, SOCK_DGRAM);
    bind_path(server, "");
    if (make_child() == 0) {
        int client = make_socket(AF_UNIX, SOCK_DGRAM);
        struct sockaddr_un name;
        socklen_t length = path_name(&name, "");
        for (;;)
            (void)sendto(client, bytes, 10, 0, (struct sockaddr *)&name,
                         length);
    }
    return wait_for_ever();
}

/* The write end of a pipe lies in a queue; the pipe's reader gets no end of
 * file, though nobody has that end open. */
static int rights_pending(void)
{
    int ends[2], pipe_ends[2];
    make_ends(SOCK_STREAM, ends);
    make_pipe(pipe_ends);
    send_descriptor(ends[0], pipe_ends[1]);
    (void)close(pipe_ends[1]);
    if (make_child() == 0) {
        (void)close(ends[0]);
        (void)close(ends[1]);
        return (int)read(pipe_ends[0], bytes, 1);
    }
    return wait_for_ever();
}

static int rights_taken(void)
{
    int ends[2], pipe_ends[2];
    make_ends(SOCK_STREAM, ends);
    make_pipe(pipe_ends);
    send_descriptor(ends[0], pipe_ends[1]);
    receive_descriptor(ends[1]);
    return wait_for_ever();
}

/* A listening socket, a connection with bytes in both queues, and one that
 * nobody has accepted. */
static int tcp(int domain)
{
    struct sockaddr_storage name;
    socklen_t length;
    int server = bind_port(domain, SOCK_STREAM, &name, &length);
    int clients[2] = { make_socket(domain, SOCK_STREAM),
                       make_socket(domain, SOCK_STREAM) };
    (void)listen(server, 3);
    for (int i = 0; i < 2; i++)
        if (connect(clients[i], (struct sockaddr *)&name, length) == -1)
            err(1, "connect");
    int connection = accept(server, NULL, NULL);
    put(clients[0], 11);
    put(connection, 22);
    (void)shutdown(clients[0], SHUT_WR);
    return wait_for_ever();
}

static int tcp_four(void)
{
    return tcp(AF_INET);
}

static int tcp_six(void)
{
    return tcp(AF_INET6);
}

static int udp(void)
{
    struct sockaddr_storage name;
    socklen_t length;
    int server = bind_port(AF_INET, SOCK_DGRAM, &name, &length);
    int client = make_socket(AF_INET, SOCK_DGRAM);
    for (int i = 0; i < 2; i++)
        (void)sendto(client, bytes, 30, 0, (struct sockaddr *)&name, length);
    if (connect(client, (struct sockaddr *)&name, length) == -1)
        err(1, "connect");
    put(client, 5);
    (void)!read(server, bytes, sizeof bytes);
    return wait_for_ever();
}

/* ---- bytes in pieces ---- */

/* Says what the two calls moved, and what is in the vectors afterwards: they
 * are the program's own. */
static int say_pieces(long sent, long received, const char *text,
                      const struct iovec *give, const struct iovec *take)
{
    (void)dprintf(1, "%ld %ld %s %zu %zu %zu %zu", sent, received, text,
                  give[0].iov_len, give[1].iov_len, take[0].iov_len,
                  take[1].iov_len);
    return 0;
}

static int six_in_pieces(void)
{
    int ends[2];
    char out[] = "abcdef", in[9] = "";
    struct iovec give[] = { { out, 2 }, { out + 2, 4 } };
    struct iovec take[] = { { in, 3 }, { in + 3, 5 } };
    struct msghdr sent = { .msg_iov = give, .msg_iovlen = 2 };
    struct msghdr got = { .msg_iov = take, .msg_iovlen = 2 };
    make_ends(SOCK_STREAM, ends);
    long moved = sendmsg(ends[0], &sent, 0);
    return say_pieces(moved, recvmsg(ends[1], &got, 0), in, give, take);
}

static int six_by_vector(void)
{
    int ends[2];
    char out[] = "abcdef", in[9] = "";
    struct iovec give[] = { { out, 2 }, { out + 2, 4 } };
    struct iovec take[] = { { in, 3 }, { in + 3, 5 } };
    make_ends(SOCK_STREAM, ends);
    long moved = writev(ends[0], give, 2);
    return say_pieces(moved, readv(ends[1], take, 2), in, give, take);
}

static int six_at_once(void)
{
    int ends[2];
    char in[9] = "";
    make_ends(SOCK_STREAM, ends);
    long moved = send(ends[0], "abcdef", 6, 0);
    (void)dprintf(1, "%ld %ld %s", moved, recv(ends[1], in, 8, 0), in);
    return 0;
}

const struct scene socket_scenes[] = {
    { "six-in-pieces", six_in_pieces },
    { "six-at-once", six_at_once },
    { "six-by-vector", six_by_vector },
    { "pair-empty", pair_empty },
    { "pair-part", pair_part },
    { "pair-full", pair_full },
    { "pair-seqpacket", pair_seqpacket },
    { "pair-datagrams", pair_datagrams },
    { "pair-half-closed", pair_half_closed },
    { "pair-reader", pair_reader },
    { "backlog-part", backlog_part },
    { "backlog-full", backlog_full },
    { "unix-accepted", unix_accepted },
    { "datagram-full", datagram_full },
    { "rights-pending", rights_pending },
    { "rights-taken", rights_taken },
    { "tcp", tcp_four },
    { "tcp6", tcp_six },
    { "udp", udp },
    { NULL, NULL },
};
