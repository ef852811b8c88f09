/* ignored.c - signals that do nothing must not be noticed by any call.
 *
 *   parent ──waits in a call──►        child ──reads "go" from the test──►
 *          ◄──SIGCHLD, SIGWINCH, SIGURG, a signal with SIG_IGN── child
 *          ◄──what the call waits for──────────────────────────── child
 *
 * The parent ends with 0 if its call ended as if no signal had come.
 */
#include "scenes.h"

#include <err.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MUCH 300000 /* more than a pipe or a socket takes at once */

static void nothing(int number)
{
    (void)number;
}

/* In the child, when the test says so. */
static void send_ignored(void)
{
    char byte;
    (void)!read(STDIN_FILENO, &byte, 1);
    (void)kill(getppid(), SIGCHLD);
    (void)kill(getppid(), SIGWINCH);
    (void)kill(getppid(), SIGURG);
    (void)kill(getppid(), SIGUSR2);
}

static int operate(int set, short change, const struct timespec *limit)
{
    struct sembuf operation = { 0, change, 0 };
    return semtimedop(set, &operation, 1, limit);
}

static int make_set(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600);
    if (set == -1)
        err(1, "semget");
    (void)signal(SIGUSR2, SIG_IGN);
    return set;
}

static int end_with(int set, bool good)
{
    (void)semctl(set, 0, IPC_RMID);
    return good ? 0 : 1;
}

static int semop_waits(void)
{
    int set = make_set();
    if (make_child() == 0) {
        send_ignored();
        return operate(set, 1, NULL) ? 1 : 0;
    }
    return end_with(set, operate(set, -1, NULL) == 0);
}

/* Nobody posts: the time runs out, and what the program gave is unchanged. */
static int semop_times_out(void)
{
    struct timespec limit = { 1, 0 }, begin, end;
    int set = make_set();
    if (make_child() == 0) {
        send_ignored();
        return 0;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &begin);
    int result = operate(set, -1, &limit), error = errno;
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    double took = (double)(end.tv_sec - begin.tv_sec) +
                  (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
    return end_with(set, result == -1 && error == EAGAIN && took >= 1 &&
                             limit.tv_sec == 1);
}

/* A handler is a reason to be interrupted. */
static int semop_is_interrupted(void)
{
    int set = make_set();
    (void)signal(SIGCHLD, nothing);
    if (make_child() == 0) {
        /* A SIGCHLD before the parent waits would be lost on it. */
        while (semctl(set, 0, GETNCNT) == 0)
            sched_yield();
        send_ignored();
        return 0;
    }
    int result = operate(set, -1, NULL);
    return end_with(set, result == -1 && errno == EINTR);
}

static int sigwait_waits(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)signal(SIGUSR2, SIG_IGN);
    if (make_child() == 0) {
        send_ignored();
        return kill(getppid(), SIGUSR1) ? 1 : 0;
    }
    return sigwaitinfo(&set, NULL) == SIGUSR1 ? 0 : 1;
}

static int epoll_waits(void)
{
    uint64_t one = 1;
    int counter = eventfd(0, EFD_CLOEXEC), set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN };
    if (epoll_ctl(set, EPOLL_CTL_ADD, counter, &event) == -1)
        err(1, "epoll_ctl");
    (void)signal(SIGUSR2, SIG_IGN);
    if (make_child() == 0) {
        send_ignored();
        return write(counter, &one, sizeof one) == (ssize_t)sizeof one ? 0 : 1;
    }
    return epoll_wait(set, &event, 1, 1000000) == 1 ? 0 : 1;
}

static int drain(int rfd)
{
    static char piece[4096];
    long all = 0;
    for (ssize_t n; (n = read(rfd, piece, sizeof piece)) > 0; all += n)
        for (ssize_t i = 0; i < n; i++)
            if (piece[i] != (char)((all + i) % 251))
                return 1;
    return all == MUCH ? 0 : 1;
}

static char bytes[MUCH];

static ssize_t with_write(int wfd)
{
    return write(wfd, bytes, MUCH);
}

#define PARTS 7

/* In parts of different sizes; the last but one is empty. */
static void cut_in_parts(struct iovec parts[PARTS])
{
    size_t done = 0;
    for (int i = 0; i < PARTS; i++) {
        size_t size = i == PARTS - 1   ? MUCH - done
                      : i == PARTS - 2 ? 0
                                       : 20000U * (unsigned)i + 1;
        parts[i] = (struct iovec){ bytes + done, size };
        done += size;
    }
}

static bool is_still_cut(const struct iovec parts[PARTS])
{
    struct iovec as_before[PARTS];
    cut_in_parts(as_before);
    return memcmp(parts, as_before, sizeof as_before) == 0;
}

static ssize_t with_writev(int wfd)
{
    struct iovec parts[PARTS];
    cut_in_parts(parts);
    ssize_t written = writev(wfd, parts, PARTS);
    return is_still_cut(parts) ? written : -1;
}

static ssize_t with_sendmsg(int wfd)
{
    struct iovec parts[PARTS];
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = PARTS };
    const struct msghdr as_before = message;
    cut_in_parts(parts);
    ssize_t written = sendmsg(wfd, &message, 0);
    return is_still_cut(parts) &&
                   memcmp(&message, &as_before, sizeof message) == 0
               ? written
               : -1;
}

/* One call writes all of it, in the right order. */
static int writes_all(int rfd, int wfd, ssize_t (*write_by)(int))
{
    for (int i = 0; i < MUCH; i++)
        bytes[i] = (char)(i % 251);
    (void)signal(SIGUSR2, SIG_IGN);
    int child = make_child();
    if (child == 0) {
        (void)close(wfd);
        send_ignored();
        return drain(rfd);
    }
    (void)close(rfd);
    ssize_t written = write_by(wfd);
    (void)close(wfd);
    return written == MUCH && status_of(child) == 0 ? 0 : 1;
}

static int pipe_takes_all(void)
{
    int ends[2];
    make_pipe(ends);
    return writes_all(ends[0], ends[1], with_write);
}

static int pipe_takes_all_parts(void)
{
    int ends[2];
    make_pipe(ends);
    return writes_all(ends[0], ends[1], with_writev);
}

static void make_sockets(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
        err(1, "socketpair");
}

static int socket_takes_all(void)
{
    int ends[2];
    make_sockets(ends);
    return writes_all(ends[0], ends[1], with_write);
}

static int socket_takes_all_parts(void)
{
    int ends[2];
    make_sockets(ends);
    return writes_all(ends[0], ends[1], with_sendmsg);
}

/* ---- receiving ---- */

#define SOME 2000

static ssize_t with_recv(int fd)
{
    return recv(fd, bytes, SOME, MSG_WAITALL);
}

static ssize_t with_recvmsg(int fd)
{
    struct iovec parts[] = { { bytes, 700 }, { bytes + 700, SOME - 700 } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
    ssize_t received = recvmsg(fd, &message, MSG_WAITALL);
    return parts[1].iov_base == bytes + 700 && message.msg_iovlen == 2
               ? received
               : -1;
}

/* Half of it is there, then come the signals, then the other half. */
static int receives_all(ssize_t (*receive_by)(int))
{
    static char text[SOME];
    int ends[2];
    make_sockets(ends);
    for (int i = 0; i < SOME; i++)
        text[i] = (char)(i % 251);
    (void)signal(SIGUSR2, SIG_IGN);
    if (make_child() == 0) {
        (void)!write(ends[1], text, SOME / 2);
        send_ignored();
        return write(ends[1], text + SOME / 2, SOME / 2) == SOME / 2 ? 0 : 1;
    }
    return receive_by(ends[0]) == SOME && memcmp(bytes, text, SOME) == 0 ? 0
                                                                         : 1;
}

static int receives_all_bytes(void)
{
    return receives_all(with_recv);
}

static int receives_all_parts(void)
{
    return receives_all(with_recvmsg);
}

/* The signals come when half of the time is over. */
static int recv_times_out(void)
{
    struct timeval limit = { 1, 0 }, after;
    struct timespec half = { 0, 500000000 }, begin, end;
    socklen_t size = sizeof after;
    int ends[2];
    char byte;
    make_sockets(ends);
    (void)setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    (void)signal(SIGUSR2, SIG_IGN);
    int child = make_child();
    if (child == 0) {
        (void)nanosleep(&half, NULL);
        send_ignored();
        return 0;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &begin);
    ssize_t result = recv(ends[0], &byte, 1, 0);
    int error = errno;
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    double took = (double)(end.tv_sec - begin.tv_sec) +
                  (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
    (void)getsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &after, &size);
    return result == -1 && error == EAGAIN && took >= 1 && took < 1.4 &&
                   after.tv_sec == 1 && after.tv_usec == 0
               ? 0
               : 1;
}

const struct scene ignored_scenes[] = {
    { "ignored-semop", semop_waits },
    { "ignored-semop-timed", semop_times_out },
    { "caught-semop", semop_is_interrupted },
    { "ignored-sigwait", sigwait_waits },
    { "ignored-epoll", epoll_waits },
    { "ignored-write-pipe", pipe_takes_all },
    { "ignored-write-socket", socket_takes_all },
    { "ignored-writev-pipe", pipe_takes_all_parts },
    { "ignored-sendmsg", socket_takes_all_parts },
    { "ignored-recv-all", receives_all_bytes },
    { "ignored-recvmsg-all", receives_all_parts },
    { "ignored-recv-timed", recv_times_out },
    { NULL, NULL },
};
