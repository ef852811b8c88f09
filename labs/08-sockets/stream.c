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
    (void)socket;
    (void)bytes;
    (void)length;
    errno = ENOSYS;
    return -1;
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
    (void)socket;
    (void)text;
    (void)length;
    (void)out;
    (void)answer;
    (void)write_all;
    (void)wants_no_more;
    errno = ENOSYS;
    return -1;
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
    (void)command;
    (void)become;
    errno = ENOSYS;
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
    (void)socket;
    (void)bytes;
    (void)length;
    (void)frame;
    errno = ENOSYS;
    return -1;
}

/* Receives `length` bytes. Returns how many came: fewer only if the stream has
 * ended. Errors: those of recv. */
static ssize_t receive_all(int socket, void *bytes, size_t length)
{
    /*
     * TODO(8.2b): Receive what is missing, again and again, until nothing is or
     * recv gives 0. Interrupted: again. Any other error: -1.
     */
    (void)socket;
    (void)bytes;
    (void)length;
    errno = ENOSYS;
    return -1;
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
    (void)bytes;
    (void)got;
    errno = ENOSYS;
    return -1;
}
