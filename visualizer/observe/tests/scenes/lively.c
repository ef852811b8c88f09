/* lively.c - programs that come to an end, or will: none of them is stuck. */
#include "scenes.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FAR_AWAY 100000 /* seconds; no test waits for it */

static int nothing(void)
{
    return 0;
}

static int sleeps(void)
{
    struct timespec time = { .tv_sec = FAR_AWAY };
    return nanosleep(&time, NULL);
}

static int alarm_armed(void)
{
    int ends[2];
    char byte;
    make_pipe(ends);
    (void)alarm(FAR_AWAY);
    return (int)read(ends[0], &byte, 1);
}

static int alarm_disarmed(void)
{
    int ends[2];
    char byte;
    make_pipe(ends);
    (void)alarm(FAR_AWAY);
    (void)alarm(0);
    return (int)read(ends[0], &byte, 1);
}

/* The line of the call that made the pipe goes to standard output. */
static int tells_line(void)
{
    int ends[2];
    char byte;
    if (dprintf(1, "%d", __LINE__) > 0 && pipe(ends) == -1)
        return 1;
    return (int)read(ends[0], &byte, 1);
}

/* The reader sees the end of the data as soon as the last writer closed. */
static int end_of_file(void)
{
    int ends[2];
    char byte;
    make_pipe(ends);
    int child = make_child();
    if (child == 0) {
        (void)close(ends[1]);
        return read(ends[0], &byte, 1) == 0 ? 7 : 1;
    }
    (void)close(ends[0]);
    (void)close(ends[1]);
    return status_of(child);
}

/* The writer gets SIGPIPE as soon as the last reader closed. */
static int broken_pipe(void)
{
    int ends[2], ready[2];
    char byte;
    make_pipe(ends);
    make_pipe(ready);
    int child = make_child();
    if (child == 0) {
        (void)close(ends[0]);
        (void)!read(ready[0], &byte, 1); /* until the parent has closed too */
        return write(ends[1], "x", 1) == 1 ? 1 : 2;
    }
    (void)close(ends[0]);
    (void)!write(ready[1], "x", 1);
    return status_of(child);
}

static int vfork_exec(void)
{
    pid_t child = vfork();
    if (child == 0) {
        (void)execlp("true", "true", NULL);
        _exit(127);
    }
    return child == -1 ? 1 : status_of(child);
}

static void *become_true(void *unused)
{
    (void)execlp("true", "true", NULL);
    return unused;
}

static int thread_execs(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, become_true, NULL) != 0)
        return 1;
    (void)pthread_join(thread, NULL);
    return 1;
}

static void *write_byte(void *wfd)
{
    return (void *)(intptr_t)write(*(int *)wfd, "x", 1);
}

static int threads_talk(void)
{
    int ends[2];
    char byte;
    pthread_t thread;
    make_pipe(ends);
    if (pthread_create(&thread, NULL, write_byte, &ends[1]) != 0)
        return 1;
    bool same = read(ends[0], &byte, 1) == 1 && byte == 'x';
    (void)pthread_join(thread, NULL);
    return same ? 0 : 1;
}

/* Sends "abcdef" through a pipe and says how it arrived. */
static int six_bytes(void)
{
    int ends[2];
    char text[6];
    make_pipe(ends);
    ssize_t sent = write(ends[1], "abcdef", 6);
    if (sent == -1) {
        (void)dprintf(1, "write: %s", strerrorname_np(errno));
        return 1;
    }
    ssize_t got = read(ends[0], text, sizeof text);
    (void)dprintf(1, "%zd %zd %.*s", sent, got, got > 0 ? (int)got : 0, text);
    return 0;
}

static int three_children(void)
{
    int status = 0;
    for (int i = 1; i <= 3; i++) {
        int child = make_child();
        if (child == 0)
            return i;
        status = 10 * status + status_of(child);
    }
    return status;
}

/* Forks as fast as it can, never more than a few at a time. */
static int forks_fast(void)
{
    for (;;) {
        for (int i = 0; i < 4; i++)
            if (make_child() == 0)
                _exit(0);
        while (waitpid(-1, NULL, 0) > 0)
            continue;
    }
}

/* Tells what a program is given at its start. */
static int tells_start(void)
{
    struct rlimit limit;
    sigset_t blocked;
    int ignored = 0, open = 0;
    (void)sigprocmask(SIG_SETMASK, NULL, &blocked);
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        ignored += sigaction(number, NULL, &action) == 0 &&
                   action.sa_handler == SIG_IGN;
        ignored += sigismember(&blocked, number) == 1;
    }
    for (int fd = 0; fd < 4096; fd++)
        open += fcntl(fd, F_GETFD) != -1;
    (void)getrlimit(RLIMIT_NOFILE, &limit);
    (void)dprintf(1, "%d ignored or blocked, %d open, limit %d", ignored, open,
                  (int)limit.rlim_cur);
    return 0;
}

/* A child sleeps until it has been rung for twice, once for each byte that
 * comes in, and then computes for ever. */
static int wakes_without_a_stop(void)
{
    char byte;
    sem_t *bell = mmap(NULL, sizeof *bell, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (bell == MAP_FAILED || sem_init(bell, 1, 0) == -1)
        return 1;
    if (make_child() == 0) {
        (void)sem_wait(bell);
        (void)sem_wait(bell);
        for (;;)
            continue;
    }
    while (read(0, &byte, 1) == 1)
        (void)sem_post(bell);
    return 0;
}

const struct scene lively_scenes[] = {
    { "nothing", nothing },
    { "sleeps", sleeps },
    { "alarm-armed", alarm_armed },
    { "alarm-disarmed", alarm_disarmed },
    { "tells-line", tells_line },
    { "end-of-file", end_of_file },
    { "broken-pipe", broken_pipe },
    { "vfork-exec", vfork_exec },
    { "thread-execs", thread_execs },
    { "threads-talk", threads_talk },
    { "six-bytes", six_bytes },
    { "three-children", three_children },
    { "forks-fast", forks_fast },
    { "tells-start", tells_start },
    { "wakes-without-a-stop", wakes_without_a_stop },
    { NULL, NULL },
};
