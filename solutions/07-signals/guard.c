/*
 * guard.c - exercise 7.9: choose a mechanism, and build with it.
 *
 *   the program ends -------\
 *   its time is over --------+---> guard waits for whichever comes first
 *   SIGTERM, SIGINT for us -/
 *
 * Wanted: one wait for three kinds of news, of which none is slept through. It
 * can be done in several ways. What would you need?
 *
 *                       the end of it    the time         a signal for us
 *   sigtimedwait        SIGCHLD          its time-out     blocked, taken
 *   timer, sigsuspend   SIGCHLD          SIGALRM          handlers, flags
 *   poll                pidfd            its time-out     signalfd, self-pipe
 *   poll                SIGCHLD          timerfd          signalfd for both
 *
 * A time-out that is begun anew after each signal never comes to its end, if
 * signals keep coming: note the moment, not the span.
 *
 * What guard must do stands in signals.h.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "signals.h"

enum { FOR_EVER = -1 };

/* A moment by the clock that never jumps, in milliseconds. */
static long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Milliseconds from now until a moment, at least 0; FOR_EVER stays. */
static long left_ms(long moment)
{
    long now = now_ms();

    if (moment == FOR_EVER)
        return FOR_EVER;
    return moment > now ? moment - now : 0;
}

/*
 * TODO(7.9a): What is kept while the guard works, and handlers if you need any.
 */
/* SOLUTION(7.9a) */
static sigset_t old_mask, news;
/* STARTER(7.9a)
END(7.9a) */

/* From now on no news is lost. */
static void begin_watch(void)
{
    /* TODO(7.9b): Before the fork. */
    /* SOLUTION(7.9b) */
    sigemptyset(&news);
    sigaddset(&news, SIGCHLD);
    sigaddset(&news, SIGTERM);
    sigaddset(&news, SIGINT);
    sigprocmask(SIG_BLOCK, &news, &old_mask);
    /* STARTER(7.9b)
    END(7.9b) */
}

/* Mask and actions as before begin_watch; in the parent, and in the child. */
static void end_watch(void)
{
    /* TODO(7.9c): errno stays. */
    /* SOLUTION(7.9c) */
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    /* STARTER(7.9c)
    END(7.9c) */
}

/*
 * Sleeps until the program may have ended, a signal has come, or the moment is
 * there. Passes SIGTERM and SIGINT on to the program. Returns 0 or -1.
 */
static int wait_for_news(pid_t pid, long moment)
{
    long left = left_ms(moment);

    /*
     * TODO(7.9d): One sleep, of `left` milliseconds at most (FOR_EVER: without a
     * limit). It may end for no reason at all: the caller looks again.
     */
    /* SOLUTION(7.9d) */
    struct timespec span = { left / 1000, left % 1000 * 1000000 };
    int number = left == FOR_EVER ? sigwaitinfo(&news, NULL)
                                  : sigtimedwait(&news, NULL, &span);

    if (number == SIGTERM || number == SIGINT)
        kill(pid, number);
    return number == -1 && errno != EINTR && errno != EAGAIN ? -1 : 0;
    /* STARTER(7.9d)
    (void)pid;
    (void)left;
    errno = ENOSYS;
    return -1;
    END(7.9d) */
}

/* Returns the program's status, or TOO_LATE, or -1; it is reaped then. */
static int watch(pid_t pid, long moment, int grace_ms)
{
    bool late = false, killed = false;
    int word;
    pid_t got;

    /*
     * TODO(7.9e): Until it has ended (waitpid with WNOHANG): if the moment is
     * there, send SIGTERM, and the next moment is grace_ms from now; if that is
     * there as well, send SIGKILL, and there is no moment any more. Then wait
     * for news.
     */
    /* SOLUTION(7.9e) */
    while ((got = waitpid(pid, &word, WNOHANG)) == 0) {
        if (left_ms(moment) == 0) {
            kill(pid, late ? SIGKILL : SIGTERM);
            killed = late;
            late = true;
            moment = killed ? FOR_EVER : now_ms() + grace_ms;
        }
        if (wait_for_news(pid, moment) == -1)
            return -1;
    }
    /* STARTER(7.9e)
    (void)moment;
    (void)grace_ms;
    (void)killed;
    (void)wait_for_news;
    word = 0;
    kill(pid, SIGKILL);
    got = waitpid(pid, &word, 0);
    errno = ENOSYS;
    got = -1;
    END(7.9e) */
    if (got == -1)
        return -1;
    if (late)
        return TOO_LATE;
    return WIFSIGNALED(word) ? 128 + WTERMSIG(word) : WEXITSTATUS(word);
}

int guard(char *const argv[], int limit_ms, int grace_ms)
{
    long moment = limit_ms == 0 ? FOR_EVER : now_ms() + limit_ms;
    int status = -1;
    pid_t pid;

    begin_watch();
    pid = fork();
    if (pid == 0) {
        end_watch();
        execvp(argv[0], argv);
        _exit(127);
    }
    if (pid != -1)
        status = watch(pid, moment, grace_ms);
    end_watch();
    return status;
}
