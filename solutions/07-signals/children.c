/*
 * children.c - exercise 7.3: to notice that children have ended, while one waits
 * for something else.
 *
 *   child 0 --- ends ---\
 *   child 1 --- ends ----+---> SIGCHLD, once, for all that end together
 *   child 2 --- ends ---/           |
 *                                   v
 *   keyboard ---> in ---> [ sleeps in one call for both ] ---> typed, ended
 *
 * What look_after must do stands in signals.h.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

/* Written by the handler, read by the main flow while SIGCHLD is blocked. */
struct kid {
    pid_t pid;
    volatile sig_atomic_t has_ended;
    volatile int word; /* as waitpid gives it */
    bool told;
};
static struct kid kids[CHILDREN_MAX];
static volatile sig_atomic_t kid_count;

/* Notes that this child has ended. May be called by a handler. */
static void note_end(pid_t pid, int word)
{
    for (int i = 0; i < kid_count; i++) {
        if (kids[i].pid == pid) {
            kids[i].word = word;
            kids[i].has_ended = 1;
        }
    }
}

/*
 * TODO(7.3a): The handler of SIGCHLD: reap every child that has ended (waitpid
 * with WNOHANG, any child) and note it. How many may one signal stand for? And
 * what does the last waitpid do to errno?
 */
/* SOLUTION(7.3a) */
static void reap(int number)
{
    int saved = errno, word;
    pid_t pid;

    (void)number;
    while ((pid = waitpid(-1, &word, WNOHANG)) > 0) /* DOC: all-that-ended */
        note_end(pid, word);
    errno = saved;
}
/* STARTER(7.3a)
END(7.3a) */

static int shell_status(int word)
{
    return WIFSIGNALED(word) ? 128 + WTERMSIG(word) : WEXITSTATUS(word);
}

/* Tells of those that have ended since the last time. How many still run? */
static int tell_ended(void (*ended)(int number, int status))
{
    int running = 0;

    for (int i = 0; i < kid_count; i++) {
        running += !kids[i].has_ended;
        if (kids[i].has_ended && !kids[i].told) {
            kids[i].told = true;
            ended(i, shell_status(kids[i].word));
        }
    }
    return running;
}

/* Starts a child; mask and action are what it is to have. Returns its pid. */
static pid_t start_child(int number, int (*child)(int number),
                         const sigset_t *mask, const struct sigaction *action)
{
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    sigaction(SIGCHLD, action, NULL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    _exit(child(number));
}

/* After an error: nobody is left. errno stays. */
static void end_all(void)
{
    int saved = errno;

    for (int i = 0; i < kid_count; i++) {
        if (!kids[i].has_ended) {
            kill(kids[i].pid, SIGKILL);
            waitpid(kids[i].pid, NULL, 0);
        }
    }
    errno = saved;
}

/* One read. Returns 0 at the end of file, 1 if there was something, or -1. */
static int read_typed(int in, void (*typed)(const char *bytes, size_t length))
{
    char bytes[512];
    ssize_t n = read(in, bytes, sizeof bytes);

    if (n > 0)
        typed(bytes, (size_t)n);
    if (n == -1 && errno == EINTR)
        return 1;
    return n > 0 ? 1 : (int)n;
}

int look_after(int count, int (*child)(int number), int in,
               void (*typed)(const char *bytes, size_t length),
               void (*ended)(int number, int status))
{
    struct sigaction action = { .sa_flags = SA_NOCLDSTOP }, old_action;
    struct pollfd door = { .fd = in, .events = POLLIN };
    sigset_t child_signal, old_mask;
    int result = 0;

    memset(kids, 0, sizeof kids);
    kid_count = 0;
    sigemptyset(&action.sa_mask);
    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    /*
     * TODO(7.3b): 1. Block SIGCHLD, install the handler (keep old_mask and
     * old_action). 2. Start the children, and note each: kids[i].pid, kid_count.
     * A child may end before fork has returned: is it noted by then? If a fork
     * fails, result is -1.
     */
    /* SOLUTION(7.3b) */
    sigprocmask(SIG_BLOCK, &child_signal, &old_mask); /* DOC: before-the-fork */
    action.sa_handler = reap;
    sigaction(SIGCHLD, &action, &old_action);
    while (kid_count < count && result == 0) {
        pid_t pid = start_child(kid_count, child, &old_mask, &old_action);

        if (pid == -1)
            result = -1;
        else
            kids[kid_count++].pid = pid;
    }
    /* STARTER(7.3b)
    (void)note_end;
    (void)start_child;
    (void)child;
    (void)action;
    sigprocmask(SIG_BLOCK, NULL, &old_mask);
    sigaction(SIGCHLD, NULL, &old_action);
    errno = ENOSYS;
    result = -1;
    if (count > 0)
        return -1;
    END(7.3b) */
    while (result == 0) {
        int running = tell_ended(ended), ready = 0;

        if (door.fd == -1 && running == 0)
            break;
        /*
         * TODO(7.3c): Sleep until there is something to read or a child ends:
         * one call for both, which lets SIGCHLD in while it sleeps (poll looks
         * at nothing where fd is -1). ready becomes its result; a handler that
         * woke you is no error.
         */
        /* SOLUTION(7.3c) */
        ready = ppoll(&door, 1, NULL, &old_mask); /* DOC: both-at-once */
        if (ready == -1 && errno == EINTR)
            ready = 0;
        /* STARTER(7.3c)
        ready = -1;
        END(7.3c) */
        if (ready > 0)
            result = read_typed(in, typed);
        if (ready == -1 || result == -1)
            result = -1;
        else if (ready > 0 && result == 0)
            door.fd = -1; /* at its end */
        else
            result = 0;
    }
    if (result == -1)
        end_all();
    sigprocmask(SIG_SETMASK, &old_mask, NULL); /* it may run once more */
    sigaction(SIGCHLD, &old_action, NULL);
    return result;
}
