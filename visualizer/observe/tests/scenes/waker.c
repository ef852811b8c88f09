/* waker.c - those who wait for a signal, a child or a timer. */
#include "scenes.h"

#include <err.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define FAR_AWAY 100000 /* seconds; no test waits for it */

static void nothing(int number)
{
    (void)number;
}

static sigset_t set_of(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    return set;
}

static void block(int number)
{
    sigset_t set = set_of(number);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
}

static void handle(int number)
{
    (void)signal(number, nothing);
}

/* A read that only the process itself could end. */
static int read_own_pipe(void)
{
    int ends[2];
    char byte;
    make_pipe(ends);
    return (int)read(ends[0], &byte, 1);
}

/* ---- timers ---- */

static int interval_timer(int which)
{
    struct itimerval time = { .it_value.tv_sec = FAR_AWAY };
    if (setitimer(which, &time, NULL) == -1)
        err(1, "setitimer");
    return read_own_pipe();
}

static int setitimer_real(void)
{
    return interval_timer(ITIMER_REAL);
}

/* Counts processor time, which stands still. */
static int setitimer_virtual(void)
{
    return interval_timer(ITIMER_VIRTUAL);
}

static timer_t armed_timer(clockid_t clock, int notify, int seconds)
{
    struct sigevent event = { .sigev_notify = notify, .sigev_signo = SIGUSR1 };
    struct itimerspec time = { .it_value.tv_sec = seconds };
    timer_t timer;
    if (timer_create(clock, &event, &timer) == -1 ||
        timer_settime(timer, 0, &time, NULL) == -1)
        err(1, "timer_create");
    return timer;
}

static int timer_armed(void)
{
    (void)armed_timer(CLOCK_MONOTONIC, SIGEV_SIGNAL, FAR_AWAY);
    return read_own_pipe();
}

static int timer_of_processor(void)
{
    (void)armed_timer(CLOCK_PROCESS_CPUTIME_ID, SIGEV_SIGNAL, FAR_AWAY);
    return read_own_pipe();
}

static int timer_silent(void)
{
    (void)armed_timer(CLOCK_MONOTONIC, SIGEV_NONE, FAR_AWAY);
    return read_own_pipe();
}

static int timer_deleted(void)
{
    (void)timer_delete(armed_timer(CLOCK_MONOTONIC, SIGEV_SIGNAL, FAR_AWAY));
    return read_own_pipe();
}

/* One of two timers is disarmed; the other still runs. */
static int timers_two(void)
{
    (void)alarm(FAR_AWAY);
    (void)armed_timer(CLOCK_MONOTONIC, SIGEV_SIGNAL, 0);
    return read_own_pipe();
}

static int alarm_blocked(void)
{
    block(SIGALRM);
    (void)alarm(FAR_AWAY);
    return read_own_pipe();
}

static int alarm_awaited(void)
{
    int number;
    sigset_t set = set_of(SIGALRM);
    block(SIGALRM);
    (void)alarm(FAR_AWAY);
    return sigwait(&set, &number);
}

static int sleeps_until(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += FAR_AWAY;
    return clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL);
}

/* ---- signals ---- */

static int read_signals(int number)
{
    sigset_t set = set_of(number);
    struct signalfd_siginfo info;
    block(number);
    int fd = signalfd(-1, &set, 0);
    return (int)read(fd, &info, sizeof info);
}

static int signalfd_nobody(void)
{
    return read_signals(SIGUSR1);
}

static int signalfd_alarm(void)
{
    (void)alarm(FAR_AWAY);
    return read_signals(SIGALRM);
}

/* The first signal is fetched; there is no second one. */
static int signalfd_once(void)
{
    sigset_t set = set_of(SIGUSR1);
    struct signalfd_siginfo info;
    block(SIGUSR1);
    int fd = signalfd(-1, &set, 0);
    (void)raise(SIGUSR1);
    (void)!read(fd, &info, sizeof info);
    return (int)read(fd, &info, sizeof info);
}

static int lost_wakeup(void)
{
    handle(SIGUSR1);
    (void)raise(SIGUSR1);
    return pause();
}

/* Pending, but blocked in sigsuspend too. */
static int suspend_blocked(void)
{
    sigset_t set = set_of(SIGUSR1);
    handle(SIGUSR1);
    block(SIGUSR1);
    (void)raise(SIGUSR1);
    return sigsuspend(&set);
}

/* Pending, and let in by sigsuspend: it ends at once. */
static int suspend_pending(void)
{
    sigset_t none;
    sigemptyset(&none);
    handle(SIGUSR1);
    block(SIGUSR1);
    (void)raise(SIGUSR1);
    return sigsuspend(&none) == -1 ? 6 : 1;
}

/* The first wait gets its signal; the second one has none to come. */
static int suspend_twice(void)
{
    sigset_t none;
    sigemptyset(&none);
    return suspend_pending() == 6 ? sigsuspend(&none) : 1;
}

static int suspend_for_child(int seconds)
{
    sigset_t none;
    sigemptyset(&none);
    handle(SIGCHLD);
    block(SIGCHLD);
    if (make_child() == 0) {
        struct timespec time = { .tv_sec = seconds };
        return seconds ? nanosleep(&time, NULL) : pause();
    }
    return sigsuspend(&none);
}

static int suspend_child_stuck(void)
{
    return suspend_for_child(0);
}

static int suspend_child_ends(void)
{
    return suspend_for_child(FAR_AWAY);
}

/* Five of each kind, to one who blocks them. */
static int five_sent(void)
{
    block(SIGUSR1);
    block(SIGRTMIN);
    int child = make_child();
    if (child == 0)
        return pause();
    for (int i = 1; i <= 5; i++) {
        (void)kill(child, SIGUSR1);
        (void)sigqueue(child, SIGRTMIN, (union sigval){ .sival_int = i });
    }
    return pause();
}

/* Two of five are fetched. */
static int two_fetched(void)
{
    sigset_t set = set_of(SIGRTMIN);
    block(SIGRTMIN);
    for (int i = 1; i <= 5; i++)
        (void)sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = i });
    siginfo_t info;
    (void)sigwaitinfo(&set, &info);
    (void)sigwaitinfo(&set, &info);
    return pause();
}

const struct scene waker_scenes[] = {
    { "setitimer-real", setitimer_real },
    { "setitimer-virtual", setitimer_virtual },
    { "timer-armed", timer_armed },
    { "timer-of-processor", timer_of_processor },
    { "timer-silent", timer_silent },
    { "timer-deleted", timer_deleted },
    { "timers-two", timers_two },
    { "alarm-blocked", alarm_blocked },
    { "alarm-awaited", alarm_awaited },
    { "sleeps-until", sleeps_until },
    { "signalfd-nobody", signalfd_nobody },
    { "signalfd-alarm", signalfd_alarm },
    { "signalfd-once", signalfd_once },
    { "lost-wakeup", lost_wakeup },
    { "suspend-blocked", suspend_blocked },
    { "suspend-pending", suspend_pending },
    { "suspend-twice", suspend_twice },
    { "suspend-child-stuck", suspend_child_stuck },
    { "suspend-child-ends", suspend_child_ends },
    { "five-sent", five_sent },
    { "two-fetched", two_fetched },
    { NULL, NULL },
};
