/*
 * scenes_net.c - plays the scenes of 8.5 and 8.6. Finished code.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenes.h"
#include "sockets.h"

/* ---- 8.5 ----------------------------------------------------------------- */

/* Can it be reached from here? */
static void try_it(const char *key, int family, const char *port)
{
    int fd = plain_connect_tcp(family, port);

    report(key, fd == -1 ? -1 : 0);
    if (fd != -1)
        close(fd);
}

/* One connection, which the side of the listener ends first: its end is
 * remembered there for a minute. */
static void end_a_connection(int listener, int family, const char *port)
{
    int client = plain_connect_tcp(family, port);
    int server = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

    if (client == -1 || server == -1)
        err(FAILED, "a connection");
    close(server);
    get_end(client);
    close(client);
}

static int listen_on(const char *host)
{
    int family = strchr(host, ':') ? AF_INET6 : AF_INET;
    int fd = tcp_listen(host, "0");
    char port[8], same[8];

    report("listen", fd == -1 ? -1 : 0);
    if (fd == -1)
        return verdict("8.5", "tcp.c", -1);
    report("cloexec", fcntl(fd, F_GETFD) & FD_CLOEXEC ? 1 : 0);
    port_of(fd, port);
    if (surroundings.again) {
        end_a_connection(fd, family, port);
        close(fd);
        fd = tcp_listen(host, port);
        report("again", fd == -1 ? -1 : 0);
        if (fd == -1)
            return FAILED;
        port_of(fd, same);
        report_word("port", strcmp(port, same) == 0 ? "same" : "other");
    }
    try_it("v4", AF_INET, port);
    try_it("v6", AF_INET6, port);
    close(fd);
    return 0;
}

/* The server of one connection: says what comes on it. */
static pid_t start_listener(int listener)
{
    pid_t pid = fork_role();
    char text[WORD_MAX];
    size_t have = 0;
    ssize_t got;
    int fd;

    if (pid != 0)
        return pid;
    fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd == -1)
        err(FAILED, "accept4");
    while ((got = recv(fd, text + have, sizeof text - have, 0)) > 0)
        have += (size_t)got;
    print_bytes("server ", text, have);
    _exit(0);
}

/* The listener of the scene, and its port: nobody, or nobody who accepts. */
static int make_listener(const char *where, char port[8])
{
    bool full = strcmp(where, "full") == 0;
    int family = strchr(where, ':') ? AF_INET6 : AF_INET;
    int listener = plain_listen_tcp(family, full ? 0 : SOMAXCONN, port);

    if (strcmp(where, "nowhere") == 0) {
        close(listener);
        return -1;
    }
    if (full && plain_connect_tcp(family, port) == -1) /* stays in the queue */
        err(FAILED, "fill the queue");
    return listener;
}

static int try_host(const char *host, const char *where, const char *limit,
                    const char *text)
{
    char port[8];
    int listener = make_listener(where, port), fd, saved;
    pid_t server = -1;

    if (listener != -1 && strcmp(where, "full") != 0)
        server = start_listener(listener);
    if (server != -1)
        close(listener);
    fd = tcp_connect(host, port, whole_number(limit, -1, 3600000));
    saved = errno;
    report("connected", fd == -1 ? -1 : 0);
    if (fd != -1) {
        report("blocking", fcntl(fd, F_GETFL) & O_NONBLOCK ? 0 : 1);
        report("cloexec", fcntl(fd, F_GETFD) & FD_CLOEXEC ? 1 : 0);
        report("sent", put(fd, text, strlen(text)) ? 0 : -1);
        close(fd);
    } else if (server != -1) {
        kill(server, SIGKILL);
    }
    if (server != -1)
        wait_role(server);
    errno = saved;
    return fd == -1 ? verdict("8.5", "tcp.c", -1) : 0;
}

/* The client of one who ends the connection with some last words. */
static _Noreturn void be_last_client(const char *port, const char *unread)
{
    char text[WORD_MAX];
    size_t length, have = 0;
    ssize_t got;
    char *bytes = bytes_of(unread, &length);
    int fd = plain_connect_tcp(AF_INET, port);

    if (fd == -1 || !put(fd, bytes, length))
        err(FAILED, "client");
    while ((got = recv(fd, text + have, sizeof text - have, 0)) > 0)
        have += (size_t)got;
    report("end", got);
    print_bytes("client ", text, have);
    report("more", put(fd, bytes, length) ? 0 : -1); /* it does no harm */
    _exit(0);
}

static int end_with(const char *text, const char *unread)
{
    char port[8], byte;
    int listener = plain_listen_tcp(AF_INET, SOMAXCONN, port), fd, result,
        saved;
    pid_t client = fork_role();

    if (client == 0)
        be_last_client(port, unread);
    fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd == -1 || recv(fd, &byte, 1, MSG_PEEK) == -1) /* it has come */
        err(FAILED, "client");
    result = send_last(fd, text, strlen(text));
    saved = errno;
    report("last", result);
    report("open", fcntl(fd, F_GETFD) == -1 ? 0 : 1);
    wait_role(client);
    errno = saved;
    return verdict("8.5", "tcp.c", result);
}

/* A client of somebody outside. */
static int ask_outside(const char *host, const char *port, const char *text)
{
    char answer[WORD_MAX];
    size_t have = 0;
    ssize_t got;
    int fd = tcp_connect(host, port, 5000);

    report("connected", fd == -1 ? -1 : 0);
    if (fd == -1)
        return verdict("8.5", "tcp.c", -1);
    put(fd, text, strlen(text));
    shutdown(fd, SHUT_WR);
    while ((got = recv(fd, answer + have, sizeof answer - have, 0)) > 0)
        have += (size_t)got;
    print_bytes("server ", answer, have);
    close(fd);
    return 0;
}

/* A server for clients from outside; the port is told. */
static int serve_outside(const char *host, const char *port, const char *count)
{
    int listener = tcp_listen(host, port);
    char real[8];

    if (listener != -1) {
        port_of(listener, real);
        report_word("port", real);
    }
    return serve_others(listener, "8.5", "tcp.c", whole_number(count, 1, 1000));
}

int run_tcp(int count, char *words[])
{
    if (count == 4 && strcmp(words[0], "serve") == 0)
        return serve_outside(words[1], words[2], words[3]);
    if (count == 4 && strcmp(words[0], "ask") == 0)
        return ask_outside(words[1], words[2], words[3]);
    if (count == 2 && strcmp(words[0], "listen") == 0)
        return listen_on(words[1]);
    if (count == 5 && strcmp(words[0], "connect") == 0)
        return try_host(words[1], words[2], words[3], words[4]);
    if (count == 3 && strcmp(words[0], "last") == 0)
        return end_with(words[1], words[2]);
    usage("8.5 listen HOST, connect HOST WHERE MILLISECONDS TEXT, last TEXT "
          "BYTES, serve HOST PORT COUNT, or ask HOST PORT TEXT");
}

/* ---- 8.6 ----------------------------------------------------------------- */

static int be_half(int fd, int number, const char *text, int others)
{
    char answer[WORD_MAX], before[32];
    size_t length = strlen(text);
    const unsigned char header[4] = { 0, 0, 0, (unsigned char)length };

    if (!put(fd, header, sizeof header) || !put(fd, text, length / 2))
        return -1;
    wait_for_others(others);
    if (!put(fd, text + length / 2, length - length / 2) ||
        get_frame(fd, answer, sizeof answer) != (ssize_t)length)
        return -1;
    snprintf(before, sizeof before, "client %d ", number);
    print_bytes(before, answer, length);
    return 0;
}

/* Sends frames as long as they are taken, and reads nothing. Only whole ones:
 * a small send on a unix socket is all or nothing. Returns how many. */
static int send_on(int fd, int most, int others)
{
    static char frame[4 + FRAME_MAX] = { 0, 0, FRAME_MAX >> 8, 0 };
    int sent = 0;

    for (;;) {
        struct pollfd polled[] = { { others, POLLIN, 0 },
                                   { sent < most ? fd : -1, POLLOUT, 0 } };

        if (poll(polled, 2, -1) == -1 || polled[0].revents)
            return sent;
        if (polled[1].revents &&
            send(fd, frame, sizeof frame, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
            sent++;
    }
}

static int be_deaf(int fd, int most, int others)
{
    static char answer[FRAME_MAX];
    int room = 16384;

    if (setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room) == -1)
        return -1;
    for (int sent = send_on(fd, most, others); sent > 0; sent--)
        if (get_frame(fd, answer, sizeof answer) != FRAME_MAX)
            return -1;
    return 0;
}

static int be_many_client(int fd, int number, char *word, int others)
{
    char *text;

    if ((text = behind(word, "half")) != NULL)
        return be_half(fd, number, text, others);
    if ((text = behind(word, "deaf")) != NULL)
        return be_deaf(fd, whole_number(text, 1, 10000), others);
    if (behind(word, "silent"))
        wait_for_others(others);
    if (behind(word, "long")) /* what it sends behind may stay unread */
        return put(fd, "\0\1\0\0....", 8) && get_end(fd) == -1 &&
                       errno != ECONNRESET
                   ? -1
                   : 0;
    if ((text = behind(word, "vanish")) != NULL)
        put_frame(fd, text, strlen(text));
    if ((text = behind(word, "ask")) != NULL) {
        ask_all(fd, number, text);
        shutdown(fd, SHUT_WR);
        return get_end(fd);
    }
    return 0;
}

static pid_t start_client(const char *name, int listener, int number,
                          char *word, const int others[2])
{
    pid_t pid = fork_role();
    char key[32];
    int fd;

    if (pid != 0)
        return pid;
    close(listener);
    if (!behind(word, "ask"))
        close(others[1]); /* those who ask have it until they end */
    fd = connect_service(name);
    if (fd == -1)
        err(FAILED, "%s", name);
    snprintf(key, sizeof key, "client %d", number);
    report(key, be_many_client(fd, number, word, others[0]));
    _exit(0);
}

int run_many(int count, char *words[])
{
    pid_t clients[ROLES_MAX];
    int listener, result, saved, others[2], before;

    if (count < 2 || count > ROLES_MAX)
        usage("8.6 NAME CLIENT...");
    listener = open_service(words[0]);
    if (fcntl(listener, F_SETFL, O_NONBLOCK) == -1 ||
        pipe2(others, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    for (int i = 1; i < count; i++) {
        static const char *const kinds[] = { "ask",    "half", "deaf",
                                             "silent", "long", "vanish" };
        bool known = false;

        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            known |= behind(words[i], kinds[k]) != NULL;
        if (!known)
            usage("8.6: no such client");
        clients[i] = start_client(words[0], listener, i, words[i], others);
    }
    close(others[0]);
    close(others[1]);
    before = open_descriptors();
    result = serve_all(listener, count - 1);
    saved = errno;
    report("returned", result);
    report("descriptors", open_descriptors() - before);
    close(listener);
    unlink(words[0]);
    for (int i = 1; i < count; i++)
        end_role(clients[i], result == -1);
    errno = saved;
    return verdict("8.6", "many.c", result);
}
