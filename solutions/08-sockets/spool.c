/*
 * spool.c - exercise 8.9: choose a kind of socket, and build with it.
 *
 *   client 1 --- title + descriptor ---+
 *   client 2 --- title + descriptor ---+--> spooler --> prints one by one
 *   client 1 <-- receipt 1 -------------------+
 *
 * Wanted: a title of any bytes arrives whole, and never glued to the next one;
 * an open descriptor comes with it; each side learns when the other has gone.
 *
 *                     unix      unix       unix         TCP      UDP
 *                     stream    datagram   seqpacket
 *   whole messages    no: frame yes        yes          no       yes
 *   carries
 *   descriptors       yes       yes        yes          no       no
 *   told when the
 *   partner goes      yes       no         yes          mostly   no
 *   other machines    no        no         no           yes      yes
 *
 * Fill in the five functions. What they must do stands in sockets.h.
 */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "sockets.h"

/* ---- names --------------------------------------------------------------- */

/* Makes a socket of the kind that you choose, and an address for the name.
 * Returns the descriptor or -1. */
static int make_socket(const char *name, struct sockaddr_un *address,
                       socklen_t *length)
{
    /* TODO(8.9a): Which kind? close-on-exec. (unix_address makes the address.) */
    /* SOLUTION(8.9a) */
    if (unix_address(name, address, length) == -1)
        return -1;
    return socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    /* STARTER(8.9a)
    (void)name;
    (void)address;
    (void)length;
    errno = ENOSYS;
    return -1;
    END(8.9a) */
}

/* Closes the descriptor and keeps errno. Returns -1. */
static int give_up(int fd)
{
    int saved = errno;

    close(fd);
    errno = saved;
    return -1;
}

int spool_open(const char *name)
{
    struct sockaddr_un address;
    socklen_t length;
    int fd = make_socket(name, &address, &length);

    if (fd != -1 && (bind(fd, (struct sockaddr *)&address, length) == -1 ||
                     listen(fd, SOMAXCONN) == -1))
        return give_up(fd);
    return fd;
}

int spool_connect(const char *name)
{
    struct sockaddr_un address;
    socklen_t length;
    int fd = make_socket(name, &address, &length);

    while (fd != -1 && connect(fd, (struct sockaddr *)&address, length) == -1) {
        if (errno != EINTR)
            return give_up(fd);
    }
    return fd;
}

/* ---- the client ---------------------------------------------------------- */

/* Sends title and document, so that spool_take gets both. Returns 0 or -1. */
static int send_document(int connection, const char *title, size_t length,
                         int document)
{
    /*
     * TODO(8.9b): One message, or a frame with a descriptor beside it: the title
     * whole, the document in the control part, as in 8.8. No SIGPIPE.
     * Interrupted: again.
     */
    /* SOLUTION(8.9b) */
    struct iovec part = { (void *)(uintptr_t)title, length };
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control = { 0 };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);

    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof document);
    memcpy(CMSG_DATA(header), &document, sizeof document);
    while (sendmsg(connection, &message, MSG_NOSIGNAL) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
    /* STARTER(8.9b)
    (void)connection;
    (void)title;
    (void)length;
    (void)document;
    errno = ENOSYS;
    return -1;
    END(8.9b) */
}

int spool_hand_in(int connection, const char *title, size_t length,
                  int document)
{
    int number = -1;

    if (length < 1 || length > TITLE_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (send_document(connection, title, length, document) == -1)
        return -1;
    /*
     * TODO(8.9c): Receive the receipt, as spool_receipt sends it. Interrupted:
     * again. The spooler has gone: ECONNRESET.
     */
    /* SOLUTION(8.9c) */
    for (;;) {
        ssize_t got = recv(connection, &number, sizeof number, 0);

        if (got == sizeof number)
            return number;
        if (got == 0)
            errno = ECONNRESET;
        if (got != -1 || errno != EINTR)
            return -1;
    }
    /* STARTER(8.9c)
    (void)number;
    errno = ENOSYS;
    return -1;
    END(8.9c) */
}

/* ---- the spooler --------------------------------------------------------- */

ssize_t spool_take(int connection, char title[TITLE_MAX], int *document)
{
    /*
     * TODO(8.9d): Receive what send_document sends: title and one descriptor,
     * close-on-exec. The client has left, or broke off: NO_MORE. No
     * descriptor came: -1.
     */
    /* SOLUTION(8.9d) */
    struct iovec part = { title, TITLE_MAX };
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    struct cmsghdr *header;
    ssize_t got;

    do
        got = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    while (got == -1 && errno == EINTR);
    if (got == 0 || (got == -1 && errno == ECONNRESET))
        return NO_MORE;
    header = got == -1 ? NULL : CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_len != CMSG_LEN(sizeof *document))
        return -1;
    memcpy(document, CMSG_DATA(header), sizeof *document);
    return got;
    /* STARTER(8.9d)
    (void)connection;
    (void)title;
    (void)document;
    errno = ENOSYS;
    return -1;
    END(8.9d) */
}

int spool_receipt(int connection, int number)
{
    /* TODO(8.9e): Send the number; no SIGPIPE. Interrupted: again. 0 or -1. */
    /* SOLUTION(8.9e) */
    while (send(connection, &number, sizeof number, MSG_NOSIGNAL) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return 0;
    /* STARTER(8.9e)
    (void)connection;
    (void)number;
    errno = ENOSYS;
    return -1;
    END(8.9e) */
}

/* One document of one client. Returns 1 if it was printed, 0 if not, and then
 * the client has left or is no use. */
static int print_one(int connection, int number,
                     void (*print)(const char *title, size_t length,
                                   int document))
{
    char title[TITLE_MAX];
    int document = -1;
    ssize_t length = spool_take(connection, title, &document);

    if (length < 0)
        return 0;
    print(title, (size_t)length, document);
    close(document);
    spool_receipt(connection,
                  number); /* it may have left: that is its affair */
    return 1;
}

/* Closes polled[i]; the last one takes its place. Returns the new count. */
static int forget(struct pollfd polled[], int i, int count)
{
    close(polled[i].fd);
    polled[i] = polled[count - 1];
    return count - 1;
}

/* Lets everybody that poll has named have a turn. Returns the new count of
 * descriptors, or -1. */
static int take_turns(struct pollfd polled[], int count, int *printed,
                      int documents, int listener,
                      void (*print)(const char *title, size_t length,
                                    int document))
{
    for (int i = count - 1; i > 0 && *printed < documents; i--) {
        if (polled[i].revents == 0)
            continue;
        if (print_one(polled[i].fd, *printed + 1, print))
            (*printed)++;
        else
            count = forget(polled, i, count);
    }
    if (polled[0].revents != 0) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

        if (fd == -1)
            return errno == EINTR || errno == ECONNABORTED ? count : -1;
        polled[count++] = (struct pollfd){ fd, POLLIN, 0 };
    }
    return count;
}

int spool_run(int listener, int documents,
              void (*print)(const char *title, size_t length, int document))
{
    struct pollfd polled[1 + CLIENTS_MAX] = { { listener, POLLIN, 0 } };
    int count = 1, printed = 0, saved, now;

    while (printed < documents && count > 0) {
        polled[0].fd = count <= CLIENTS_MAX ? listener : -1;
        if (poll(polled, (nfds_t)count, -1) == -1) {
            if (errno == EINTR)
                continue;
            break;
        }
        now = take_turns(polled, count, &printed, documents, listener, print);
        if (now == -1)
            break;
        count = now;
    }
    saved = errno;
    while (count > 1)
        count = forget(polled, count - 1, count);
    errno = saved;
    return printed == documents ? 0 : -1;
}
