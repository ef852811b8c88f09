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
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/socket.h>
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
    static char bytes[4096];
    long all = 0;
    for (ssize_t n; (n = read(rfd, bytes, sizeof bytes)) > 0; all += n)
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != (char)((all + i) % 251))
                return 1;
    return all == MUCH ? 0 : 1;
}

/* One call writes all of it, in the right order. */
static int writes_all(int rfd, int wfd)
{
    static char bytes[MUCH];
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
    ssize_t written = write(wfd, bytes, MUCH);
    (void)close(wfd);
    return written == MUCH && status_of(child) == 0 ? 0 : 1;
}

static int pipe_takes_all(void)
{
    int ends[2];
    make_pipe(ends);
    return writes_all(ends[0], ends[1]);
}

static int socket_takes_all(void)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
        err(1, "socketpair");
    return writes_all(ends[0], ends[1]);
}

const struct scene ignored_scenes[] = {
    { "ignored-semop", semop_waits },
    { "ignored-semop-timed", semop_times_out },
    { "caught-semop", semop_is_interrupted },
    { "ignored-sigwait", sigwait_waits },
    { "ignored-epoll", epoll_waits },
    { "ignored-write-pipe", pipe_takes_all },
    { "ignored-write-socket", socket_takes_all },
    { NULL, NULL },
};
