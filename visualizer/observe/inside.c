/* inside.c - a process of ours in other namespaces. setns(2), namespaces(7)
 *
 *   tracer ─fork─► middle ─fork─► asker   middle ends: init adopts the asker,
 *     └──────── SOCK_SEQPACKET ─────┘     which is nobody's child any more
 *
 * The asker has the tracer's memory image, so a question is a pointer.
 */
#include "observe/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

struct inside {
    int socket; /* to the asker, -1: none needed */
};

struct request {
    inside_question *question;
    size_t answer_size;
};

struct reply {
    ssize_t result;
    int error;
};

/* ---- the asker ---- */

/* What it is told first. The descriptors are those it was born with. */
struct arrival {
    pid_t tracer;
    int life;     /* pidfd of the tracer */
    int socket;   /* its end */
    int ipc, net; /* namespaces to go to, -1: is there already */
};

/* Whoever made a namespace may enter it by way of the user namespace that owns
 * it; root needs no way round. The program's own user namespace will not do:
 * bubblewrap nests a second one, which owns nothing. */
static int enter(int namespace, int kind)
{
    if (namespace == -1 || setns(namespace, kind) == 0)
        return 0;
    int owner = errno == EPERM ? ioctl(namespace, NS_GET_USERNS) : -1;
    if (owner == -1)
        return -1;
    int entered = setns(owner, CLONE_NEWUSER);
    int saved = errno;
    (void)close(owner);
    errno = saved;
    return entered == -1 ? -1 : setns(namespace, kind);
}

/* A descriptor kept open here might be a pipe's end that somebody waits on. */
static void close_all_but(int left, int right)
{
    int low = left < right ? left : right, high = left < right ? right : left;
    if (low > 0)
        (void)close_range(0, (unsigned)low - 1, 0);
    if (high - low > 1)
        (void)close_range((unsigned)low + 1, (unsigned)high - 1, 0);
    (void)close_range((unsigned)high + 1, ~0U, 0);
}

static ssize_t arrive(const void *ask, void *answer, size_t size)
{
    struct arrival arrival;
    (void)answer, (void)size;
    memcpy(&arrival, ask, sizeof arrival);
    errno = ECHILD;
    if (getppid() == arrival.tracer)
        return -1; /* the tracer is init, or adopts orphans */
    if (enter(arrival.ipc, CLONE_NEWIPC) == -1 ||
        enter(arrival.net, CLONE_NEWNET) == -1)
        return -1;
    close_all_but(arrival.life, arrival.socket);
    return chdir("/");
}

static bool answer_one(int socket)
{
    static unsigned char ask[INSIDE_MOST], answer[INSIDE_MOST];
    struct request request;
    struct iovec in[] = { { &request, sizeof request }, { ask, sizeof ask } };
    ssize_t got = readv(socket, in, 2);
    if (got < (ssize_t)sizeof request)
        return false;
    errno = 0;
    struct reply reply;
    reply.result = request.question(ask, answer, request.answer_size);
    reply.error = errno;
    struct iovec out[] = {
        { &reply, sizeof reply },
        { answer, reply.result > 0 ? (size_t)reply.result : 0 },
    };
    return writev(socket, out, 2) != -1;
}

/* Until the tracer closes its end or is gone: somebody else may have got a copy
 * of that end in a fork. Signals are for the tracer, not for us. */
static void serve(int socket, int life)
{
    struct pollfd ends[] = { { .fd = socket, .events = POLLIN },
                             { .fd = life, .events = POLLIN } };
    while (poll(ends, 2, -1) != -1 && !ends[1].revents && answer_one(socket))
        continue;
    _exit(0);
}

static void send_out(int socket, int life)
{
    sigset_t all;
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_SETMASK, &all, NULL);
    (void)setsid();
    pid_t asker = fork();
    if (asker == 0)
        serve(socket, life);
    _exit(asker == -1 ? errno : 0);
}

/* ---- the tracer ---- */

/* Descriptor of a namespace of pid that is not ours; -1 if it is ours, -2 with
 * errno if that cannot be told. */
static int foreign(pid_t pid, const char *name)
{
    char path[64];
    struct stat ours, theirs;
    (void)snprintf(path, sizeof path, "/proc/self/ns/%s", name);
    if (stat(path, &ours) == -1)
        return -2;
    (void)snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1 || fstat(fd, &theirs) == -1)
        return -2;
    if (ours.st_ino != theirs.st_ino || ours.st_dev != theirs.st_dev)
        return fd;
    (void)close(fd);
    return -1;
}

static int start_asker(struct arrival *arrival, int ends[2])
{
    arrival->socket = ends[1];
    pid_t middle = fork();
    if (middle == 0)
        send_out(ends[1], arrival->life);
    (void)close(ends[1]);
    int status = 0;
    while (middle != -1 && waitpid(middle, &status, 0) == -1 && errno == EINTR)
        continue;
    if (middle != -1 && WIFEXITED(status))
        errno = WEXITSTATUS(status);
    return middle != -1 && status == 0 ? 0 : -1;
}

static int meet(struct inside *inside, struct arrival *arrival)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1)
        return -1;
    inside->socket = ends[0];
    arrival->tracer = getpid();
    if (start_asker(arrival, ends) == -1)
        return -1;
    return inside_ask(inside, arrive, arrival, sizeof *arrival, NULL, 0) == -1
               ? -1
               : 0;
}

static void close_if_open(int fd)
{
    int saved = errno;
    if (fd >= 0)
        (void)close(fd);
    errno = saved;
}

struct inside *inside_open(pid_t pid)
{
    struct inside *inside = malloc(sizeof *inside);
    if (!inside)
        return NULL;
    inside->socket = -1;
    struct arrival arrival = { .ipc = foreign(pid, "ipc"), .net = -1 };
    if (arrival.ipc != -2)
        arrival.net = foreign(pid, "net");
    bool failed = arrival.ipc == -2 || arrival.net == -2;
    if (!failed && (arrival.ipc >= 0 || arrival.net >= 0)) {
        arrival.life = (int)syscall(SYS_pidfd_open, getpid(), 0);
        failed = arrival.life == -1 || meet(inside, &arrival) == -1;
        close_if_open(arrival.life);
    }
    close_if_open(arrival.ipc);
    close_if_open(arrival.net);
    if (!failed)
        return inside;
    close_if_open(inside->socket);
    free(inside);
    return NULL;
}

void inside_close(struct inside *inside)
{
    if (inside)
        close_if_open(inside->socket);
    free(inside);
}

/* The tracer's clock interrupts whatever it waits in. */
static ssize_t send_pieces(int socket, struct iovec pieces[2])
{
    struct msghdr message = { .msg_iov = pieces, .msg_iovlen = 2 };
    ssize_t sent;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent == -1 && errno == EINTR);
    return sent;
}

static ssize_t take_pieces(int socket, struct iovec pieces[2])
{
    ssize_t got;
    do
        got = readv(socket, pieces, 2);
    while (got == -1 && errno == EINTR);
    return got;
}

ssize_t inside_ask(struct inside *inside, inside_question *question,
                   const void *ask, size_t ask_size, void *answer, size_t size)
{
    if (inside->socket == -1)
        return question(ask, answer, size);
    errno = EMSGSIZE;
    if (ask_size > INSIDE_MOST || size > INSIDE_MOST)
        return -1;
    struct request request = { question, size };
    struct iovec out[] = { { &request, sizeof request },
                           { (void *)(uintptr_t)ask, ask_size } };
    struct reply reply;
    struct iovec in[] = { { &reply, sizeof reply }, { answer, size } };
    if (send_pieces(inside->socket, out) == -1 ||
        take_pieces(inside->socket, in) < (ssize_t)sizeof reply) {
        errno = ESRCH; /* somebody has killed it */
        return -1;
    }
    errno = reply.error;
    return reply.result;
}
