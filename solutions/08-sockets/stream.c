/*
 * stream.c - exercises 8.1 and 8.2: bytes both ways, and frames in them.
 *
 *   parent                          child
 *     | send_all ====== text =====>  0 |
 *     | shutdown(SHUT_WR) . . . . .> 0 | end-of-file
 *     | recv    <====== answer ====  1 |
 *     | 0  <. . . . . . . . . . . .  1 | exit
 *
 * One socket is input and output of the child. Closing it would end both ways,
 * so "this was all" is said with shutdown, and the other way stays open.
 * What the functions must do stands in sockets.h.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sockets.h"

/* ---- 8.1 a pair ---------------------------------------------------------- */

int send_all(int socket, const void *bytes, size_t length)
{
    /*
     * TODO(8.1a): Until nothing is left: 1. Send what is left, in such a way
     * that a partner who has gone brings EPIPE and no SIGPIPE. 2. Interrupted:
     * again. Any other error: return -1. 3. How much of it went?
     */
    /* SOLUTION(8.1a) */
    const char *next = bytes;

    while (length > 0) {
        ssize_t sent = send(socket, next, length, MSG_NOSIGNAL);

        if (sent == -1 && errno == EINTR)
            continue;
        if (sent == -1)
            return -1;
        next += sent; /* DOC: go-on-behind */
        length -= (size_t)sent;
    }
    return 0;
    /* STARTER(8.1a)
    (void)socket;
    (void)bytes;
    (void)length;
    errno = ENOSYS;
    return -1;
    END(8.1a) */
}

/* Writes all of it to a file or pipe. Returns 0 or -1. */
static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);

        if (written == -1 && errno != EINTR)
            return -1;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

int reap_child(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) == -1) {
        if (errno != EINTR)
            return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* In the child: `socket` becomes input and output of the command. */
static _Noreturn void become(char *const command[], int socket)
{
    if (dup2(socket, STDIN_FILENO) != -1 && dup2(socket, STDOUT_FILENO) != -1)
        execvp(command[0], command);
    _exit(127);
}

/* A command that wants no more input, or ended without having read it all. */
static bool wants_no_more(int error)
{
    return error == EPIPE || error == ECONNRESET;
}

/* The parent's part. Returns 0 or -1; the socket stays open. */
static int talk(int socket, const void *text, size_t length, int out)
{
    char answer[4096];

    /*
     * TODO(8.1b): 1. Send the text; a command that wants no more is no error. 2.
     * Say that this was all, and still be able to receive. 3. Receive and
     * write_all what comes, until it ends (0, or -1 with an errno that
     * wants_no_more knows): return 0. Interrupted: again. Other errors: -1.
     */
    /* SOLUTION(8.1b) */
    if (send_all(socket, text, length) == -1 && !wants_no_more(errno))
        return -1;
    shutdown(socket, SHUT_WR); /* DOC: half-close */
    for (;;) {
        ssize_t got = recv(socket, answer, sizeof answer, 0);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == 0 || (got == -1 && wants_no_more(errno)))
            return 0;
        if (got == -1 || write_all(out, answer, (size_t)got) == -1)
            return -1;
    }
    /* STARTER(8.1b)
    (void)socket;
    (void)text;
    (void)length;
    (void)out;
    (void)answer;
    (void)write_all;
    (void)wants_no_more;
    errno = ENOSYS;
    return -1;
    END(8.1b) */
}

int converse(char *const command[], const void *text, size_t length, int out)
{
    int ends[2] = { -1, -1 }, result, status, saved;
    pid_t pid = -1;

    if (length > TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    /*
     * TODO(8.1c): 1. Make a pair of stream sockets, close-on-exec; error: return
     * -1. 2. Fork into pid. 3. The child becomes the command, with ends[1]. 4.
     * In the parent, whatever fork said: who must not have ends[1] any more?
     */
    /* SOLUTION(8.1c) */
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1)
        return -1;
    pid = fork();
    if (pid == 0)
        become(command, ends[1]);
    saved = errno;
    close(ends[1]); /* DOC: the-child-s-end */
    errno = saved;
    /* STARTER(8.1c)
    (void)command;
    (void)become;
    errno = ENOSYS;
    END(8.1c) */
    if (pid == -1) {
        if (ends[0] != -1)
            close(ends[0]);
        return -1;
    }
    result = talk(ends[0], text, length, out);
    saved = errno;
    close(ends[0]);
    status = reap_child(pid);
    if (result == -1) {
        errno = saved;
        return -1;
    }
    return status;
}

/* ---- 8.2 frames ---------------------------------------------------------- */

/*
 *   sent:      [0 0 0 5] h e l l o [0 0 0 2] y o
 *   received:  [0 0] . . [0 5] h e . . l l o [0 0 0 2] y . . o
 *
 * The stream keeps the order of the bytes and nothing else.
 */

int send_frame(int socket, const void *bytes, size_t length)
{
    char frame[sizeof(uint32_t) + FRAME_MAX];

    /*
     * TODO(8.2a): 1. Refuse what is too long. 2. Put the length into the frame,
     * in the order of the network (htonl), and the bytes behind it (memcpy). 3.
     * Send all of it at once. Return 0 or -1.
     */
    /* SOLUTION(8.2a) */
    uint32_t header = htonl((uint32_t)length); /* DOC: network-order */

    if (length > FRAME_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(frame, &header, sizeof header);
    if (length > 0)
        memcpy(frame + sizeof header, bytes, length);
    return send_all(socket, frame, sizeof header + length);
    /* STARTER(8.2a)
    (void)socket;
    (void)bytes;
    (void)length;
    (void)frame;
    errno = ENOSYS;
    return -1;
    END(8.2a) */
}

/* Receives `length` bytes. Returns how many came: fewer only if the stream has
 * ended. Errors: those of recv. */
static ssize_t receive_all(int socket, void *bytes, size_t length)
{
    /*
     * TODO(8.2b): Receive what is missing, again and again, until nothing is or
     * recv gives 0. Interrupted: again. Any other error: -1.
     */
    /* SOLUTION(8.2b) */
    size_t have = 0;

    while (have < length) {
        ssize_t got = recv(socket, (char *)bytes + have, length - have, 0);

        if (got == -1 && errno == EINTR)
            continue;
        if (got == -1)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got; /* DOC: until-all-is-there */
    }
    return (ssize_t)have;
    /* STARTER(8.2b)
    (void)socket;
    (void)bytes;
    (void)length;
    errno = ENOSYS;
    return -1;
    END(8.2b) */
}

ssize_t receive_frame(int socket, char bytes[FRAME_MAX])
{
    uint32_t header = 0;
    ssize_t got = receive_all(socket, &header, sizeof header);

    /*
     * TODO(8.2c): 1. An error, or the end before the first byte of a frame: the
     * result says so. 2. Only a part of the header, or of the bytes behind it:
     * EPROTO. 3. The header in the order of this machine (ntohl) is the length;
     * may it be believed? 4. Receive so many bytes, return the length.
     */
    /* SOLUTION(8.2c) */
    size_t length = ntohl(header);

    if (got == -1)
        return -1;
    if (got == 0)
        return NO_MORE;
    if (got == sizeof header && length > FRAME_MAX) {
        errno = EMSGSIZE; /* DOC: never-believe-a-length */
        return -1;
    }
    if (got == sizeof header) {
        got = receive_all(socket, bytes, length);
        if (got == -1 || (size_t)got == length)
            return got;
    }
    errno = EPROTO;
    return -1;
    /* STARTER(8.2c)
    (void)bytes;
    (void)got;
    errno = ENOSYS;
    return -1;
    END(8.2c) */
}
