/*
 * datagrams.c - exercise 8.7: messages, each with its sender's address.
 *
 *   client "@7f3a1" --- request ---+
 *   client "@0c22e" --- request ---+--> [ ][ ][ ] "/run/upper"  server
 *   client "@7f3a1" <-- answer -------------------------------- to the sender
 *
 * There is no connection, so there is no end of one either: nobody is told that
 * a partner has gone, and one socket serves all clients.
 * What the functions must do stands in sockets.h.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "sockets.h"

int datagram_open(const char *name)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    socklen_t length = sizeof(sa_family_t);
    int fd, saved;

    if (name != NULL && unix_address(name, &address, &length) == -1)
        return -1;
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd == -1)
        return -1;
    /*
     * TODO(8.7a): Give it an address. (One of sizeof(sa_family_t) bytes, with
     * nothing behind the family, lets the kernel choose.) Leave the descriptor
     * in fd; on an error close it and leave -1, with the errno in saved.
     */
    /* SOLUTION(8.7a) */
    saved = errno;
    if (bind(fd, (struct sockaddr *)&address, length) == -1) {
        saved = errno;
        close(fd);
        fd = -1;
    }
    /* STARTER(8.7a)
    (void)address;
    (void)length;
    saved = ENOSYS;
    close(fd);
    fd = -1;
    END(8.7a) */
    errno = saved;
    return fd;
}

/* Receives a request and the address of its sender. Returns how long it was,
 * also if `text` had no room for all of it; or -1. */
static ssize_t receive_request(int socket, char text[DATAGRAM_MAX],
                               struct sockaddr_un *sender, socklen_t *size)
{
    /*
     * TODO(8.7b): Receive a datagram with its sender (recvfrom; what must *size
     * be before?). With MSG_TRUNC the result is its whole length. Interrupted:
     * again.
     */
    /* SOLUTION(8.7b) */
    ssize_t length;

    do {
        *size = sizeof *sender; /* DOC: room-for-the-address */
        length = recvfrom(socket, text, DATAGRAM_MAX, MSG_TRUNC,
                          (struct sockaddr *)sender, size);
    } while (length == -1 && errno == EINTR);
    return length;
    /* STARTER(8.7b)
    (void)socket;
    (void)text;
    (void)sender;
    (void)size;
    errno = ENOSYS;
    return -1;
    END(8.7b) */
}

int serve_datagrams(int socket, int requests)
{
    for (int i = 0; i < requests; i++) {
        char text[DATAGRAM_MAX];
        struct sockaddr_un sender;
        socklen_t size;
        ssize_t length = receive_request(socket, text, &sender, &size);

        if (length == -1)
            return -1;
        /*
         * TODO(8.7c): 1. A request that was longer than the room for it gets no
         * answer. 2. Make it upper case, and send it to the sender, without
         * sleeping. Which errors concern the server?
         */
        /* SOLUTION(8.7c) */
        if (length > DATAGRAM_MAX)
            continue;
        make_upper(text, (size_t)length);
        sendto(socket, text, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL,
               (struct sockaddr *)&sender, size); /* DOC: to-the-sender */
        /* STARTER(8.7c)
        errno = ENOSYS;
        return -1;
        END(8.7c) */
    }
    return 0;
}

ssize_t datagram_ask(int socket, const char *server, const void *text,
                     size_t length, char *answer, size_t size)
{
    struct sockaddr_un address;
    socklen_t bytes;
    ssize_t result;

    if (unix_address(server, &address, &bytes) == -1)
        return -1;
    while (sendto(socket, text, length, MSG_NOSIGNAL,
                  (struct sockaddr *)&address, bytes) == -1) {
        if (errno != EINTR)
            return -1;
    }
    /*
     * TODO(8.7d): Receive the answer. Interrupted: again. If it was longer than
     * the room for it: EMSGSIZE.
     */
    /* SOLUTION(8.7d) */
    do
        result = recv(socket, answer, size, MSG_TRUNC);
    while (result == -1 && errno == EINTR);
    if (result > (ssize_t)size) {
        errno = EMSGSIZE;
        return -1;
    }
    return result;
    /* STARTER(8.7d)
    (void)answer;
    (void)size;
    (void)result;
    errno = ENOSYS;
    return -1;
    END(8.7d) */
}
