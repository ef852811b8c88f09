/*
 * passing.c - exercise 8.8: descriptors in messages.
 *
 *   giver: open -> 5 ===[ 'F' + control: SCM_RIGHTS 5 ]===> taker: gets 4
 *
 *   one open file, two descriptors of it in two processes: the number changes on
 *   the way, and the file stays open until both are closed.
 *
 *   control:  | cmsg_len, level, type | data: ints | padding |
 *             |<--- CMSG_LEN(bytes of data) ----->|
 *             |<------------ CMSG_SPACE(bytes of data) ----->|
 *
 * What the functions must do stands in sockets.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sockets.h"

enum { RIGHTS_MAX = 16 }; /* descriptors that are received at once, at most */

/* ---- giving -------------------------------------------------------------- */

static int send_descriptor(int socket, int descriptor)
{
    char byte = 'F';
    struct iovec part = { &byte, sizeof byte };
    union { /* so that it lies where a header may lie */
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control = { 0 };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };

    /*
     * TODO(8.8a): 1. Fill in the first header of the control part
     * (CMSG_FIRSTHDR): level SOL_SOCKET, type SCM_RIGHTS, and the length of
     * header and one int. 2. Copy the descriptor behind it (CMSG_DATA). 3. Send
     * the message, without SIGPIPE. Interrupted: again. Return 0 or -1.
     */
    (void)socket;
    (void)descriptor;
    (void)message;
    errno = ENOSYS;
    return -1;
}

int give_file(int socket, const char *path)
{
    int saved, result, fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd == -1)
        return -1;
    result = send_descriptor(socket, fd);
    saved = errno;
    /* TODO(8.8b): The message has a copy of its own. What about this one? */
    errno = saved;
    return result;
}

/* ---- taking -------------------------------------------------------------- */

/* All descriptors of a message that was received, in fds. Returns how many. */
static int descriptors_in(struct msghdr *message, int fds[RIGHTS_MAX])
{
    int count = 0;

    /*
     * TODO(8.8c): Go through all headers of the control part (CMSG_FIRSTHDR,
     * CMSG_NXTHDR). Behind each of SOL_SOCKET and SCM_RIGHTS stand
     * (cmsg_len - CMSG_LEN(0)) bytes of ints: copy them to fds, and count.
     */
    (void)message;
    (void)fds;
    return count;
}

int take_file(int socket)
{
    char byte = 0;
    struct iovec part = { &byte, sizeof byte };
    union {
        char bytes[CMSG_SPACE(RIGHTS_MAX * sizeof(int))];
        struct cmsghdr header;
    } control;
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    int fds[RIGHTS_MAX], count;
    ssize_t got;

    /*
     * TODO(8.8d): 1. Receive the message; its descriptors are to be
     * close-on-exec (MSG_CMSG_CLOEXEC). Interrupted: again. The result goes to
     * got; on an error return -1, at the end of the stream as sockets.h says. 2.
     * descriptors_in. Just one, nothing cut off (MSG_CTRUNC in msg_flags), and
     * the byte is 'F': return it. 3. Else close all of them: EPROTO.
     */
    (void)socket;
    (void)message;
    (void)got;
    (void)fds;
    count = 0;
    (void)count;
    (void)descriptors_in;
    errno = ENOSYS;
    return -1;
}

/* ---- who is there? ------------------------------------------------------- */

int who_is_there(int socket, struct ucred *who)
{
    /* TODO(8.8e): The option SO_PEERCRED of the socket has it. */
    (void)socket;
    (void)who;
    errno = ENOSYS;
    return -1;
}
