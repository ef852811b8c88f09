/* socket_stuck.c - sockets on which nobody can go on, or so it seems. */
#include "sockets.h"

#include <err.h>
#include <netinet/in.h>
#include <poll.h>
#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

/* Each waits for the other's first word. */
static int pair_both_read(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    int child = make_child(), own = ends[child == 0];
    (void)close(ends[child != 0]);
    (void)!read(own, bytes, 1);
    return child ? status_of(child) : 0;
}

static int pair_both_write(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    int child = make_child(), own = ends[child == 0];
    (void)close(ends[child != 0]);
    return put_for_ever(own);
}

/* The reader waits for the end of data, and holds the other end itself. */
static int pair_own_end(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    int child = make_child();
    if (child == 0) {
        while (read(ends[1], bytes, sizeof bytes) > 0)
            continue;
        return 0;
    }
    put(ends[0], 10);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return status_of(child);
}

static int accept_nobody(void)
{
    return accept(listen_path(1), NULL, NULL);
}

/* The client waits for an answer, the server for the end of the request. */
static int tcp_both_read(void)
{
    struct sockaddr_storage name;
    socklen_t length;
    int server = bind_port(AF_INET, SOCK_STREAM, &name, &length);
    (void)listen(server, 1);
    if (make_child() == 0) {
        int client = make_socket(AF_INET, SOCK_STREAM);
        if (connect(client, (struct sockaddr *)&name, length) == -1)
            err(1, "connect");
        put(client, 7);
        return (int)read(client, bytes, 1);
    }
    int connection = accept(server, NULL, NULL);
    while (read(connection, bytes, sizeof bytes) > 0)
        continue;
    return 0;
}

/* Both wait for what the other does not read. */
static int tcp_both_write(void)
{
    struct sockaddr_storage name;
    socklen_t length;
    int server = bind_port(AF_INET, SOCK_STREAM, &name, &length);
    (void)listen(server, 1);
    int child = make_child();
    int own =
        child ? accept(server, NULL, NULL) : make_socket(AF_INET, SOCK_STREAM);
    if (!child && connect(own, (struct sockaddr *)&name, length) == -1)
        err(1, "connect");
    return put_for_ever(own);
}

/* The answer can only come from somebody who accepts. */
static int never_accepted(void)
{
    int server = listen_path(1);
    if (make_child() == 0) {
        int client = make_socket(AF_UNIX, SOCK_STREAM);
        (void)close(server);
        connect_path(client, "");
        return (int)read(client, bytes, 1);
    }
    return wait_for_ever();
}

static int udp_both_receive(void)
{
    struct sockaddr_storage name;
    socklen_t length;
    int server = bind_port(AF_INET, SOCK_DGRAM, &name, &length);
    if (make_child() == 0) {
        int client = make_socket(AF_INET, SOCK_DGRAM);
        if (connect(client, (struct sockaddr *)&name, length) == -1)
            err(1, "connect");
        return (int)recv(client, bytes, 1, 0);
    }
    return (int)recv(server, bytes, 1, 0);
}

/* ---- only seeming so ---- */

static void set_time_out(int fd, int which)
{
    struct timeval time = { .tv_sec = 100000 }; /* no test waits for it */
    if (setsockopt(fd, SOL_SOCKET, which, &time, sizeof time) == -1)
        err(1, "setsockopt");
}

static int receive_time_out(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    set_time_out(ends[0], SO_RCVTIMEO);
    return (int)read(ends[0], bytes, 1);
}

static int send_time_out(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    (void)put_all(ends[0]);
    set_time_out(ends[0], SO_SNDTIMEO);
    return (int)write(ends[0], bytes, sizeof bytes);
}

static int accept_time_out(void)
{
    int server = listen_path(1);
    set_time_out(server, SO_RCVTIMEO);
    return accept(server, NULL, NULL);
}

static int poll_time_out(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    struct pollfd watched = { .fd = ends[0], .events = POLLIN };
    return poll(&watched, 1, 100000000);
}

/* poll knows nothing of SO_RCVTIMEO. */
static int poll_for_ever(void)
{
    int ends[2];
    make_ends(SOCK_STREAM, ends);
    set_time_out(ends[0], SO_RCVTIMEO);
    struct pollfd watched = { .fd = ends[0], .events = POLLIN };
    return poll(&watched, 1, -1);
}

/* Standard input is a socket, whose other end the test has. */
static int reads_socket(void)
{
    return (int)read(STDIN_FILENO, bytes, 1);
}

static int connects_outside(void)
{
    int client = make_socket(AF_UNIX, SOCK_STREAM);
    connect_path(client, "");
    return (int)read(client, bytes, 1);
}

/* A pipe whose write end somebody outside has been sent. */
static int sends_rights_outside(void)
{
    int ends[2];
    make_pipe(ends);
    send_descriptor(STDIN_FILENO, ends[1]);
    (void)close(ends[1]);
    return (int)read(ends[0], bytes, 1);
}

const struct scene socket_stuck_scenes[] = {
    { "pair-both-read", pair_both_read },
    { "pair-both-write", pair_both_write },
    { "pair-own-end", pair_own_end },
    { "accept-nobody", accept_nobody },
    { "tcp-both-read", tcp_both_read },
    { "tcp-both-write", tcp_both_write },
    { "never-accepted", never_accepted },
    { "udp-both-receive", udp_both_receive },
    { "receive-time-out", receive_time_out },
    { "send-time-out", send_time_out },
    { "accept-time-out", accept_time_out },
    { "poll-time-out", poll_time_out },
    { "poll-for-ever", poll_for_ever },
    { "reads-socket", reads_socket },
    { "connects-outside", connects_outside },
    { "sends-rights-outside", sends_rights_outside },
    { NULL, NULL },
};
