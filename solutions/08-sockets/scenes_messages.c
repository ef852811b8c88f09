/*
 * scenes_messages.c - plays the scenes of 8.7 to 8.9. Finished code.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "scenes.h"
#include "sockets.h"

/* ---- 8.7 ----------------------------------------------------------------- */

/* Sends with plain calls, from a socket with an abstract name (or none). */
static int plain_sender(bool named)
{
    char name[32];

    snprintf(name, sizeof name, "@sender-%d", (int)getpid());
    return named ? plain_bound(name, SOCK_DGRAM)
                 : socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

static void plain_send(int fd, const char *server, const char *text,
                       size_t length)
{
    struct sockaddr_un address;
    socklen_t bytes = plain_address(server, &address);

    if (sendto(fd, text, length, 0, (struct sockaddr *)&address, bytes) == -1)
        err(FAILED, "sendto");
}

static int ask_datagrams(const char *server, int number, char *texts,
                         size_t room)
{
    static char answer[WORD_MAX];
    char before[32];
    ssize_t got = 0;
    int fd = datagram_open(NULL);

    snprintf(before, sizeof before, "client %d ", number);
    for (char *text;
         fd != -1 && got != -1 && (text = strsep(&texts, ",")) != NULL;) {
        size_t length;
        char *bytes = bytes_of(text, &length);

        got = datagram_ask(fd, server, bytes, length, answer, room);
        if (got >= 0)
            print_bytes(before, answer, (size_t)got);
        free(bytes);
    }
    return fd == -1 || got == -1 ? -1 : 0;
}

/* A request that is too long, and one that is not: which one is answered? */
static int be_big(const char *server, int number, int size)
{
    static char bytes[WORD_MAX];
    char before[32];
    int fd = plain_sender(true);
    ssize_t got;

    memset(bytes, 'x', sizeof bytes);
    plain_send(fd, server, bytes, (size_t)size);
    plain_send(fd, server, "ok", 2);
    got = recv(fd, bytes, sizeof bytes, 0);
    snprintf(before, sizeof before, "client %d ", number);
    print_bytes(before, bytes, got < 0 ? 0 : (size_t)got);
    return got == -1 ? -1 : 0;
}

/* Fetches no answer until those who ask have left. */
static int be_deaf(const char *server, int count, int others)
{
    int fd = plain_sender(true);
    char byte;

    while (count-- > 0)
        plain_send(fd, server, "deaf", 4);
    return read(others, &byte, 1) == -1 ? -1 : 0;
}

static int be_datagram_client(const char *server, int number, char *word,
                              int others)
{
    char *text, *comma;

    if ((text = behind(word, "ask")) != NULL)
        return ask_datagrams(server, number, text, DATAGRAM_MAX);
    if ((text = behind(word, "room")) != NULL &&
        (comma = strchr(text, ',')) != NULL) {
        *comma = '\0';
        return ask_datagrams(server, number, comma + 1,
                             (size_t)whole_number(text, 0, DATAGRAM_MAX));
    }
    if ((text = behind(word, "big")) != NULL)
        return be_big(server, number, whole_number(text, 1, WORD_MAX));
    if ((text = behind(word, "deaf")) != NULL)
        return be_deaf(server, whole_number(text, 1, 1000), others);
    if ((text = behind(word, "nameless")) != NULL)
        plain_send(plain_sender(false), server, text, strlen(text));
    if ((text = behind(word, "gone")) != NULL)
        plain_send(plain_sender(true), server, text, strlen(text));
    return 0;
}

/* How many requests the word makes; 0 if there is no such word. */
static int requests_of(char *word)
{
    char *text;
    int count = 1;

    if ((text = behind(word, "ask")) != NULL) {
        for (; *text != '\0'; text++)
            count += *text == ',';
        return count;
    }
    if ((text = behind(word, "deaf")) != NULL)
        return whole_number(text, 1, 1000);
    if (behind(word, "big"))
        return 2;
    return behind(word, "room") || behind(word, "nameless") ||
           behind(word, "gone") || behind(word, "outside");
}

static pid_t start_datagram_client(const char *server, int service, int number,
                                   char *word, const int others[2])
{
    pid_t pid = fork_role();
    char key[32];

    if (pid != 0)
        return pid;
    close(service);
    if (!behind(word, "ask"))
        close(others[1]);
    snprintf(key, sizeof key, "client %d", number);
    report(key, be_datagram_client(server, number, word, others[0]));
    _exit(0);
}

int run_datagrams(int count, char *words[])
{
    pid_t clients[ROLES_MAX];
    int server, result, saved, requests = 0, others[2];

    if (count < 2 || count > ROLES_MAX)
        usage("8.7 NAME CLIENT...");
    for (int i = 1; i < count; i++) {
        int more = requests_of(words[i]);

        if (more == 0)
            usage("8.7: no such client");
        requests += more;
    }
    server = datagram_open(words[0]);
    report("open", server == -1 ? -1 : 0);
    if (server == -1)
        return verdict("8.7", "datagrams.c", -1);
    if (pipe2(others, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    for (int i = 1; i < count; i++)
        clients[i] =
            behind(words[i], "outside")
                ? -1
                : start_datagram_client(words[0], server, i, words[i], others);
    close(others[0]);
    close(others[1]);
    result = serve_datagrams(server, requests);
    saved = errno;
    report("returned", result);
    for (int i = 1; i < count; i++)
        end_role(clients[i], result == -1);
    close(server);
    unlink(words[0]);
    errno = saved;
    return verdict("8.7", "datagrams.c", result);
}

/* ---- 8.8 ----------------------------------------------------------------- */

static int new_document(const char *text)
{
    int fd = memfd_create("document", MFD_CLOEXEC);

    if (fd == -1 || write(fd, text, strlen(text)) == -1 ||
        lseek(fd, 0, SEEK_SET) == -1)
        err(FAILED, "memfd_create");
    return fd;
}

static void print_file(const char *before, int fd)
{
    char text[256];
    ssize_t got = read(fd, text, sizeof text);

    print_bytes(before, text, got < 0 ? 0 : (size_t)got);
}

union control {
    char bytes[CMSG_SPACE(8 * sizeof(int))];
    struct cmsghdr header;
};

/* Receives with plain calls what give_file sends. */
static _Noreturn void be_taker(int socket)
{
    char byte = 0, word[2] = "";
    struct iovec part = { &byte, 1 };
    union control control = { 0 };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    struct cmsghdr *header = got == 1 ? CMSG_FIRSTHDR(&message) : NULL;
    int count =
        header ? (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int)) : 0;

    word[0] = byte;
    report("came", got);
    report_word("byte", word);
    report("files", count);
    for (int i = 0; i < count; i++) {
        int fd;

        memcpy(&fd, CMSG_DATA(header) + (size_t)i * sizeof fd, sizeof fd);
        print_file("file ", fd);
    }
    _exit(0);
}

/* Sends so many descriptors, and this byte. */
static _Noreturn void be_giver(int socket, int count, char byte)
{
    struct iovec part = { &byte, 1 };
    union control control = { 0 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

    if (surroundings.partner_leaves)
        _exit(0);
    if (count > 0) {
        size_t bytes = (size_t)count * sizeof(int);

        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(bytes);
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(bytes);
    }
    for (int i = 0; i < count; i++) {
        int fd = new_document("a document");

        memcpy(CMSG_DATA(&control.header) + (size_t)i * sizeof fd, &fd,
               sizeof fd);
    }
    if (sendmsg(socket, &message, 0) == -1)
        err(FAILED, "sendmsg");
    _exit(0);
}

static int give_it(int socket, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int result, before, saved;

    if (fd == -1 || write(fd, "the file", 8) != 8)
        err(FAILED, "%s", path);
    close(fd);
    before = open_descriptors();
    result = give_file(socket, path);
    saved = errno;
    report("give", result);
    report("descriptors", open_descriptors() - before);
    unlink(path);
    errno = saved;
    return result;
}

static int take_it(int socket)
{
    int before = open_descriptors(), fd = take_file(socket), saved = errno;

    report("take", fd == -1 ? -1 : 0);
    if (fd != -1) {
        report("cloexec", fcntl(fd, F_GETFD) & FD_CLOEXEC ? 1 : 0);
        print_file("file ", fd);
        close(fd);
    }
    report("descriptors", open_descriptors() - before);
    errno = saved;
    return fd == -1 ? -1 : 0;
}

static int ask_who(void)
{
    struct ucred who = { 0 };
    char name[32];
    int listener, fd, result;
    pid_t pid;

    snprintf(name, sizeof name, "@who-%d", (int)getpid());
    listener = plain_bound(name, SOCK_STREAM);
    pid = fork_role();
    if (pid == 0) {
        close(listener);
        fd = plain_connect(name);
        _exit(fd != -1 && get_end(fd) == 0 ? 0 : FAILED);
    }
    fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    result = who_is_there(fd, &who);
    report("asked", result);
    report_word("who",
                who.pid == pid && who.uid == getuid() && who.gid == getgid()
                    ? "right"
                    : "wrong");
    result = verdict("8.8", "passing.c", result);
    close(fd);
    wait_role(pid);
    return result;
}

int run_passing(int count, char *words[])
{
    int ends[2], result, number = 0, saved;
    bool gives = count == 2 && strcmp(words[0], "give") == 0;
    pid_t partner;

    if (count == 1 && strcmp(words[0], "who") == 0)
        return ask_who();
    if (!gives && (count != 3 || strcmp(words[0], "take") != 0))
        usage("8.8 give PATH, take COUNT BYTE, or who");
    if (!gives)
        number = whole_number(words[1], 0, 8);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
        err(FAILED, "socketpair");
    partner = fork_role();
    if (partner == 0) {
        close(ends[0]);
        if (gives)
            be_taker(ends[1]);
        be_giver(ends[1], number, words[2][0]);
    }
    close(ends[1]);
    result = gives ? give_it(ends[0], words[1]) : take_it(ends[0]);
    saved = errno;
    close(ends[0]);
    wait_role(partner);
    errno = saved;
    return verdict("8.8", "passing.c", result);
}

/* ---- 8.9 ----------------------------------------------------------------- */

/* Title and document in one line, by one write. */
static void print_document(const char *title, size_t length, int document)
{
    char text[TITLE_MAX + 256];
    ssize_t got;

    length = length < TITLE_MAX ? length : TITLE_MAX;
    memcpy(text, title, length);
    text[length] = '|';
    got = read(document, text + length + 1, sizeof text - length - 1);
    print_bytes("printed ", text, length + 1 + (got < 0 ? 0 : (size_t)got));
}

static int hand_in_all(int fd, int number, char *titles)
{
    int result = 0;

    for (char *title; result != -1 && (title = strsep(&titles, ",")) != NULL;) {
        size_t length;
        char *bytes = bytes_of(title, &length), text[32];
        int document;

        snprintf(text, sizeof text, "of client %d", number);
        document = new_document(text);
        result = spool_hand_in(fd, bytes, length, document);
        close(document);
        free(bytes);
    }
    return result == -1 ? -1 : result > 0 ? 0 : 1;
}

static pid_t start_spool_client(const char *name, int listener, int number,
                                char *word, const int others[2])
{
    char *titles = behind(word, "job"), key[32], byte;
    pid_t pid = fork_role();
    int fd;

    if (pid != 0)
        return pid;
    close(listener);
    if (titles == NULL)
        close(others[1]);
    fd = spool_connect(name);
    snprintf(key, sizeof key, "client %d", number);
    if (fd == -1)
        report(key, -1);
    else if (titles != NULL)
        report(key, hand_in_all(fd, number, titles));
    else
        report(key, read(others[0], &byte, 1));
    _exit(0);
}

/* The spooler ends with a job in its hands. */
static int leave_with_job(int listener)
{
    char bytes[WORD_MAX];
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

    if (fd == -1 || recv(fd, bytes, sizeof bytes, 0) == -1)
        err(FAILED, "no client");
    close(fd);
    return 0;
}

int run_spool(int count, char *words[])
{
    pid_t clients[ROLES_MAX];
    int listener, result, saved, documents = 0, others[2], before;

    if (count < 2 || count > ROLES_MAX)
        usage("8.9 NAME CLIENT...");
    for (int i = 1; i < count; i++) {
        char *titles = behind(words[i], "job");

        if (titles == NULL && !behind(words[i], "silent"))
            usage("8.9: a client is job:TITLE or silent");
        documents += titles != NULL;
        for (; titles != NULL && *titles != '\0'; titles++)
            documents += *titles == ',';
    }
    listener = spool_open(words[0]);
    report("open", listener == -1 ? -1 : 0);
    if (listener == -1)
        return verdict("8.9", "spool.c", -1);
    if (pipe2(others, O_CLOEXEC) == -1)
        err(FAILED, "pipe2");
    for (int i = 1; i < count; i++)
        clients[i] =
            start_spool_client(words[0], listener, i, words[i], others);
    close(others[0]);
    close(others[1]);
    before = open_descriptors();
    result = surroundings.partner_leaves
                 ? leave_with_job(listener)
                 : spool_run(listener, documents, print_document);
    saved = errno;
    report("returned", result);
    report("descriptors", open_descriptors() - before);
    close(listener);
    for (int i = 1; i < count; i++)
        end_role(clients[i], result == -1);
    unlink(words[0]);
    errno = saved;
    return verdict("8.9", "spool.c", result);
}
