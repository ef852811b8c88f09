/*
 * scenes_stream.c - plays the scenes of 8.1 to 8.4. Finished code.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenes.h"
#include "sockets.h"

/* ---- 8.1 ----------------------------------------------------------------- */

int run_converse(int count, char *words[])
{
    size_t length;
    char *text;
    int status, before, saved;

    if (count < 2)
        usage("8.1 TEXT COMMAND ARGUMENT...");
    text = bytes_of(words[0], &length);
    before = open_descriptors();
    status = converse(words + 1, text, length, STDOUT_FILENO);
    saved = errno;
    report("status", status);
    if (status != -1 || saved != ENOSYS)
        report("descriptors", open_descriptors() - before);
    free(text);
    errno = saved;
    return verdict("8.1", "stream.c", status);
}

/* ---- 8.2 ----------------------------------------------------------------- */

/* The partner of the one who sends: says which bytes came, as they came. */
static _Noreturn void listen_to(int socket)
{
    static char bytes[WORD_MAX];
    size_t have = 0;
    ssize_t got = 0;

    if (surroundings.partner_leaves)
        _exit(0);
    while (have < sizeof bytes &&
           (got = recv(socket, bytes + have, sizeof bytes - have, 0)) > 0)
        have += (size_t)got;
    print_bytes("bytes ", bytes, have);
    _exit(0);
}

static int send_frames(int socket, int count, char *words[])
{
    int result = 0;

    for (int i = 0; i < count && result == 0; i++) {
        size_t length;
        char *text = bytes_of(words[i], &length), key[32];

        result = send_frame(socket, text, length);
        snprintf(key, sizeof key, "send %d", i + 1);
        report(key, result);
        free(text);
    }
    return result;
}

static _Noreturn void speak_to(int socket, int count, char *words[])
{
    for (int i = 0; i < count; i++) {
        size_t length;
        char *bytes = bytes_of(words[i], &length);

        put(socket, bytes, length);
    }
    _exit(0);
}

static int receive_frames(int socket)
{
    static char text[FRAME_MAX + 1];
    ssize_t length;

    while ((length = receive_frame(socket, text)) >= 0)
        print_bytes("frame ", text, (size_t)length);
    report("end", length);
    return length == NO_MORE ? 0 : -1;
}

int run_frames(int count, char *words[])
{
    int ends[2], room = 1, result, saved;
    bool sends;
    pid_t partner;

    if (count < 1)
        usage("8.2 send TEXT..., or 8.2 receive BYTES...");
    sends = strcmp(words[0], "send") == 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1 ||
        (surroundings.small_room &&
         setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room) == -1))
        err(FAILED, "socketpair");
    partner = fork_role();
    if (partner == 0) {
        close(ends[0]);
        if (sends)
            listen_to(ends[1]);
        speak_to(ends[1], count - 1, words + 1);
    }
    close(ends[1]);
    result = sends ? send_frames(ends[0], count - 1, words + 1)
                   : receive_frames(ends[0]);
    saved = errno;
    close(ends[0]);
    wait_role(partner);
    errno = saved;
    return verdict("8.2", "stream.c", result);
}

/* ---- 8.3 ----------------------------------------------------------------- */

/* A server that lives at the name, with plain calls: it greets one client. */
static pid_t start_rival(const char *name)
{
    int listener = plain_bound(name, SOCK_STREAM), client;
    pid_t pid = fork_role();

    if (pid == 0) {
        /* Whoever only looks whether somebody lives here says nothing. */
        for (char byte = 0; byte != '?'; close(client)) {
            client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
            if (client == -1)
                err(FAILED, "accept4");
            if (get(client, &byte, 1))
                put(client, "alive", 5);
        }
        _exit(0);
    }
    close(listener);
    return pid;
}

static void ask_rival(const char *name)
{
    char word[6] = "";
    int fd = plain_connect(name);

    if (fd == -1 || !put(fd, "?", 1) || !get(fd, word, 5))
        report("ask", -1);
    else
        report_word("ask", word);
    if (fd != -1)
        close(fd);
}

static void make_file(const char *name)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd == -1 || write(fd, "keep me\n", 8) != 8)
        err(FAILED, "%s", name);
    close(fd);
}

static void report_path(const char *name)
{
    struct stat status;

    if (lstat(name, &status) == -1)
        report_word("path", "nothing");
    else
        report_word("path", S_ISSOCK(status.st_mode)  ? "socket"
                            : S_ISREG(status.st_mode) ? "file"
                                                      : "other");
}

/* Tries the name as others do. */
static void connect_to_it(const char *name)
{
    int fd = plain_connect(name);

    report("connect", fd == -1 ? -1 : 0);
    if (fd != -1)
        close(fd);
}

static int listen_there(const char *name, int *listener)
{
    int fd = unix_listen(name);

    report("listen", fd == -1 ? -1 : 0);
    if (fd == -1)
        return verdict("8.3", "names.c", -1);
    report("cloexec", fcntl(fd, F_GETFD) & FD_CLOEXEC ? 1 : 0);
    *listener = fd;
    return 0;
}

/* A server for clients from outside, under the name or (port) elsewhere. */
int serve_others(int listener, const char *exercise, const char *file,
                 int clients)
{
    int result = listener == -1 ? -1 : 0;

    if (listener != -1 && fcntl(listener, F_SETFL, O_NONBLOCK) == -1)
        err(FAILED, "fcntl");
    report("listen", result);
    if (result == 0)
        result = serve_all(listener, clients);
    report("returned", result);
    return verdict(exercise, file, result);
}

int run_names(int count, char *words[])
{
    size_t length;
    char *name;
    int listener = -1, result = 0;
    pid_t rival = -1;

    if (count < 2)
        usage("8.3 NAME WORD...");
    if (behind(words[1], "serve"))
        return serve_others(unix_listen(words[0]), "8.3", "names.c",
                            whole_number(behind(words[1], "serve"), 1, 1000));
    name = bytes_of(words[0], &length);
    for (int i = 1; i < count && result != ENOSYS; i++) {
        if (behind(words[i], "listen"))
            result = listen_there(name, &listener);
        else if (behind(words[i], "close"))
            close(listener);
        else if (behind(words[i], "dead"))
            close(plain_bound(name, SOCK_STREAM));
        else if (behind(words[i], "file"))
            make_file(name);
        else if (behind(words[i], "alive"))
            rival = start_rival(name);
        else if (behind(words[i], "ask"))
            ask_rival(name);
        else if (behind(words[i], "connect"))
            connect_to_it(name);
        else
            usage("no such word");
    }
    if (rival != -1) {
        kill(rival, SIGKILL);
        wait_role(rival);
    }
    report_path(name);
    unlink(name);
    free(name);
    return result;
}

/* ---- 8.4 ----------------------------------------------------------------- */

void ask_all(int fd, int number, char *texts)
{
    static char answer[WORD_MAX];
    char before[32], *next = texts;

    snprintf(before, sizeof before, "client %d ", number);
    for (char *text; (text = strsep(&next, ",")) != NULL;) {
        size_t length;
        char *bytes = bytes_of(text, &length);
        ssize_t got = -1;

        if (put_frame(fd, bytes, length))
            got = get_frame(fd, answer, sizeof answer);
        if (got == -1)
            err(FAILED, "client %d", number);
        print_bytes(before, answer, (size_t)got);
        free(bytes);
    }
}

static _Noreturn void be_client(const char *name, int number, char *word,
                                const int others[2])
{
    char *texts = behind(word, "vanish"), key[32];
    int fd;

    if (!behind(word, "ask"))
        close(others[1]); /* those who ask have it until they end */
    fd = connect_service(name);
    if (fd == -1)
        err(FAILED, "%s", name);
    if (texts != NULL) {
        put_frame(fd, texts, strlen(texts));
        _exit(0);
    }
    if (behind(word, "silent"))
        wait_for_others(others[0]);
    else
        ask_all(fd, number, behind(word, "ask"));
    shutdown(fd, SHUT_WR);
    snprintf(key, sizeof key, "client %d", number);
    report(key, get_end(fd)); /* the server ends the connection as well */
    _exit(0);
}

/* The server lives in a process of its own, and is killed while its child
 * serves main: nobody is behind the name then. */
static int kill_server(const char *name, int listener)
{
    char text[8];
    int fd, other, status = 0;
    pid_t server = fork_role();

    if (server == 0)
        _exit(serve_each(listener, 2) == 0 ? 0 : errno);
    close(listener);
    fd = plain_connect(name);
    if (fd == -1 || !put_frame(fd, "hi", 2) ||
        get_frame(fd, text, sizeof text) == -1) {
        unlink(name);
        waitpid(server, &status, 0);
        errno = WEXITSTATUS(status);
        return verdict("8.4", "each.c", -1);
    }
    kill(server, SIGKILL);
    wait_role(server);
    other = plain_connect(name);
    report("connect", other == -1 ? -1 : 0);
    unlink(name);
    return 0;
}

int run_each(int count, char *words[])
{
    pid_t clients[ROLES_MAX];
    int listener, result, saved, others[2];

    if (count < 2 || count > ROLES_MAX)
        usage("8.4 NAME CLIENT...");
    for (int i = 1; i < count; i++)
        if (!behind(words[i], "ask") && !behind(words[i], "vanish") &&
            !behind(words[i], "silent") && !behind(words[i], "outside"))
            usage("8.4: a client is ask:TEXT, vanish:TEXT, silent, or "
                  "outside");
    listener = open_service(words[0]);
    if (pipe2(others, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    if (surroundings.apart)
        return kill_server(words[0], listener);
    for (int i = 1; i < count; i++) {
        clients[i] = behind(words[i], "outside") ? -1 : fork_role();
        if (clients[i] == 0) {
            close(listener);
            be_client(words[0], i, words[i], others);
        }
    }
    close(others[0]);
    close(others[1]);
    result = serve_each(listener, count - 1);
    saved = errno;
    report("returned", result);
    close(listener);
    unlink(words[0]);
    for (int i = 1; i < count; i++)
        end_role(clients[i], result == -1);
    errno = saved;
    return verdict("8.4", "each.c", result);
}
