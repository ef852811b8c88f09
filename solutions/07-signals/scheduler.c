/*
 * scheduler.c - exercise 7.7: several want to compute, one at a time may.
 *
 *   child 0   ====|    |    |====|    |
 *   child 1       |====|    |    |====|        = computes, else it is stopped
 *   child 2       |    |====|    |    |====
 *             SIGCONT  ^ SIGSTOP, when the timer's signal comes
 *
 * The kernel's own scheduler does the same, with a timer of the processor.
 *
 * What round_robin must do stands in signals.h.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

/* What the scheduler blocks and waits for, and what was before. */
struct schedule {
    sigset_t news; /* SIGALRM: the slice is over; SIGCHLD: a child has ended */
    sigset_t old_mask;
    int count;
    pid_t pids[CHILDREN_MAX];
    bool ended[CHILDREN_MAX];
};

/* One SIGALRM after so many milliseconds; 0: none. */
static void set_timer(int milliseconds)
{
    const struct itimerval timer = {
        .it_value = { milliseconds / 1000, milliseconds % 1000 * 1000 }
    };

    setitimer(ITIMER_REAL, &timer, NULL);
}

/* A SIGALRM that comes at the last moment must not end the next slice. errno
 * stays. */
static void forget_timer(void)
{
    int saved = errno;
    sigset_t alarm;

    set_timer(0);
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    sigtimedwait(&alarm, NULL, &(struct timespec){ 0 });
    errno = saved;
}

/*
 * Starts child `number`, which does nothing before its first turn. Returns 0, or
 * -1 with nobody started.
 */
static int start_stopped(struct schedule *schedule, int number,
                         void (*work)(int number))
{
    pid_t pid = -1;

    /*
     * TODO(7.7a): 1. Fork. 2. The child puts the old mask back, stops itself,
     * and only then works; then _exit(0). 3. The parent notes its pid, and waits
     * until it has stopped (WUNTRACED).
     */
    /* SOLUTION(7.7a) */
    pid = fork();
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &schedule->old_mask, NULL);
        raise(SIGSTOP);
        work(number);
        _exit(0);
    }
    if (pid == -1)
        return -1;
    schedule->pids[number] = pid;
    while (waitpid(pid, NULL, WUNTRACED) == -1 && errno == EINTR)
        continue;
    return 0;
    /* STARTER(7.7a)
    (void)schedule;
    (void)number;
    (void)work;
    errno = ENOSYS;
    return pid;
    END(7.7a) */
}

/* Has the child ended? Then it is reaped. flags: of waitpid. */
static bool has_ended(pid_t pid, int flags)
{
    int word;
    pid_t got;

    do {
        got = waitpid(pid, &word, flags);
    } while (got == -1 && errno == EINTR);
    return got == pid && !WIFSTOPPED(word) && !WIFCONTINUED(word);
}

/* One turn. Returns true if the child has ended in it. */
static bool give_turn(const struct schedule *schedule, pid_t pid, int slice_ms)
{
    /*
     * TODO(7.7b): 1. Let the child go on, and set the timer. 2. Wait for news:
     * at SIGALRM the slice is over; at SIGCHLD look whether this child has ended
     * (has_ended with WNOHANG), for it may have stopped only. 3. Ended: forget
     * the timer, return true. 4. Slice over: stop it, and wait until it has
     * stopped - or has ended meanwhile (has_ended with WUNTRACED).
     */
    /* SOLUTION(7.7b) */
    int number;

    kill(pid, SIGCONT);
    set_timer(slice_ms);
    do {
        number = sigwaitinfo(&schedule->news, NULL); /* DOC: alarm-or-child */
        if (number == SIGCHLD && has_ended(pid, WNOHANG)) {
            forget_timer();
            return true;
        }
    } while (number != SIGALRM);
    kill(pid, SIGSTOP);
    return has_ended(pid, WUNTRACED);
    /* STARTER(7.7b)
    (void)schedule;
    (void)pid;
    (void)slice_ms;
    (void)has_ended;
    (void)forget_timer;
    return true;
    END(7.7b) */
}

static void end_rest(const struct schedule *schedule, int started)
{
    int saved = errno;

    for (int i = 0; i < started; i++) {
        /* TODO(7.7c): Those that have not ended: end them, stopped as they are,
         * and reap them. Which signal does not wait for SIGCONT? */
        /* SOLUTION(7.7c) */
        if (!schedule->ended[i]) {
            kill(schedule->pids[i], SIGKILL);
            has_ended(schedule->pids[i], 0);
        }
        /* STARTER(7.7c)
        (void)schedule;
        END(7.7c) */
    }
    errno = saved;
}

/* Returns how many have ended by themselves. */
static int run_rounds(struct schedule *schedule, int slice_ms, int rounds,
                      void (*turn)(int number))
{
    int ended = 0;

    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < schedule->count; i++) {
            if (schedule->ended[i])
                continue;
            turn(i);
            schedule->ended[i] =
                give_turn(schedule, schedule->pids[i], slice_ms);
            ended += schedule->ended[i];
        }
    }
    return ended;
}

int round_robin(int count, void (*work)(int number), int slice_ms, int rounds,
                void (*turn)(int number))
{
    struct schedule schedule = { .count = count };
    int started = 0, result = -1;

    sigemptyset(&schedule.news);
    sigaddset(&schedule.news, SIGALRM);
    sigaddset(&schedule.news, SIGCHLD);
    sigprocmask(SIG_BLOCK, &schedule.news, &schedule.old_mask);
    while (started < count && start_stopped(&schedule, started, work) == 0)
        started++;
    if (started == count)
        result = run_rounds(&schedule, slice_ms, rounds, turn);
    end_rest(&schedule, started);
    forget_timer();
    sigprocmask(SIG_SETMASK, &schedule.old_mask, NULL);
    return result;
}
