/* pool.c - starts, watches and ends the checks. */
#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ipccheck has brakes of its own for compiler and suite, which come first. */
enum { WALL_MS = 240 * 1000, PATIENCE_MS = 10 * 1000 };

static volatile sig_atomic_t stop_signal;
static sigset_t usual_mask; /* signals come only while pool_wait sleeps */

static void note_signal(int number)
{
    stop_signal = number;
}

int pool_stopped(void)
{
    return stop_signal;
}

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void pool_begin(struct pool *pool, int size)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    const struct sigaction action = { .sa_handler = note_signal };
    sigset_t blocked;

    *pool = (struct pool){ .size = size };
    (void)sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        (void)sigaddset(&blocked, numbers[i]);
        (void)sigaction(numbers[i], &action, NULL);
    }
    (void)signal(SIGCHLD, SIG_DFL); /* it may have been inherited as ignored */
    (void)sigprocmask(SIG_BLOCK, &blocked, &usual_mask);
}

/* A group of its own: Ctrl-C is for us, we tell the checks. */
_Noreturn static void start(char *const argv[], int errors, pid_t parent)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    (void)prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    if (getppid() != parent)
        _exit(2);
    (void)setpgid(0, 0);
    (void)sigprocmask(SIG_SETMASK, &usual_mask, NULL);
    if (dup2(null, 0) != -1 && dup2(null, 1) != -1 && dup2(errors, 2) != -1)
        (void)execv(argv[0], argv);
    _exit(2);
}

int pool_start(struct pool *pool, int id, char *const argv[])
{
    struct job *job = pool->jobs;
    pid_t parent = getpid();

    while (job->pid)
        job++;
    *job = (struct job){ .id = id, .deadline = now_ms() + WALL_MS };
    job->errors = memfd_create("errors", MFD_CLOEXEC);
    if (job->errors == -1)
        return -1;
    job->pid = fork();
    if (job->pid == 0)
        start(argv, job->errors, parent);
    job->pidfd = job->pid == -1 ? -1 : pidfd_open(job->pid, 0);
    if (job->pidfd == -1) {
        int saved = errno;

        if (job->pid > 0) {
            (void)kill(job->pid, SIGTERM);
            (void)waitpid(job->pid, NULL, 0);
        }
        (void)close(job->errors);
        job->pid = 0;
        errno = saved;
        return -1;
    }
    pool->running++;
    return 0;
}

void pool_free(struct pool *pool, struct job *job)
{
    (void)close(job->pidfd);
    (void)close(job->errors);
    job->pid = 0;
    pool->running--;
}

/* Asks those that are over their time to end, then insists. */
static int64_t nearest_deadline(struct pool *pool)
{
    int64_t nearest = INT64_MAX, now = now_ms();

    for (int i = 0; i < pool->size; i++) {
        struct job *job = &pool->jobs[i];

        if (!job->pid)
            continue;
        if (job->deadline <= now) {
            (void)kill(job->pid, job->told ? SIGKILL : SIGTERM);
            job->told = true;
            job->deadline = now + PATIENCE_MS;
        }
        nearest = job->deadline < nearest ? job->deadline : nearest;
    }
    return nearest - now;
}

static struct job *find_ended(struct pool *pool)
{
    for (int i = 0; i < pool->size; i++) {
        struct job *job = &pool->jobs[i];

        if (job->pid && waitpid(job->pid, &job->status, WNOHANG) == job->pid)
            return job;
    }
    return NULL;
}

struct job *pool_wait(struct pool *pool)
{
    struct job *ended = NULL;

    while (pool->running > 0 && !stop_signal && !(ended = find_ended(pool))) {
        struct pollfd watched[POOL_MAX];
        int64_t left = nearest_deadline(pool);
        struct timespec time = { left / 1000, left % 1000 * 1000000 };
        nfds_t count = 0;

        for (int i = 0; i < pool->size; i++)
            if (pool->jobs[i].pid)
                watched[count++] =
                    (struct pollfd){ pool->jobs[i].pidfd, POLLIN, 0 };
        (void)ppoll(watched, count, &time, &usual_mask);
    }
    return ended;
}

char *pool_message(const struct job *job)
{
    char text[512];
    ssize_t length = pread(job->errors, text, sizeof text - 1, 0);

    text[length > 0 ? length : 0] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return strdup(text);
}

void pool_end(struct pool *pool)
{
    for (int i = 0; i < pool->size; i++)
        if (pool->jobs[i].pid)
            (void)kill(pool->jobs[i].pid, SIGTERM);
    for (int i = 0; i < pool->size; i++) {
        if (!pool->jobs[i].pid)
            continue;
        while (waitpid(pool->jobs[i].pid, NULL, 0) == -1 && errno == EINTR)
            continue;
        pool_free(pool, &pool->jobs[i]);
    }
}
