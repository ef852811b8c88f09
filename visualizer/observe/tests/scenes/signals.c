/* signals.c - programs that must see exactly the signals they were sent. */
#include "scenes.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void catch (int number)
{
    caught = number;
}

/* Reads one byte while SIGINT comes; says what read returned. */
static int read_with(int flags)
{
    struct sigaction action = { .sa_handler = catch, .sa_flags = flags };
    char byte;
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    ssize_t got = read(STDIN_FILENO, &byte, 1);
    (void)dprintf(1, "%s, caught %d", got == 1 ? "1" : strerrorname_np(errno),
                  (int)caught);
    return 0;
}

static int read_interrupted(void)
{
    return read_with(0);
}

static int read_restarted(void)
{
    return read_with(SA_RESTART);
}

/* Looks whether SIGINT has come, and sleeps then: a gap between two calls. */
static int looks_then_sleeps(void)
{
    struct sigaction action = { .sa_handler = catch };
    struct pollfd set = { .fd = STDIN_FILENO, .events = POLLIN };
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    while (!caught)
        (void)poll(&set, 1, -1);
    (void)dprintf(1, "caught %d", (int)caught);
    return 0;
}

/* Blocked in poll without time-out. */
static int poll_input(void)
{
    struct pollfd set = { .fd = STDIN_FILENO, .events = POLLIN };
    int count = poll(&set, 1, -1);
    (void)dprintf(1, "%s", count == 1 ? "1" : strerrorname_np(errno));
    return 0;
}

static int stops_itself(void)
{
    (void)raise(SIGSTOP);
    return 5;
}

static int dies_of_signal(void)
{
    (void)raise(SIGTERM);
    return 1;
}

static int faults(void)
{
    (void)raise(SIGSEGV);
    return 1;
}

/* Ten real-time signals queued while blocked: none may be lost, none doubled,
 * and each keeps the value it was sent with. */
static int ten_signals(void)
{
    sigset_t set;
    int sum = 0, count = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 1; i <= 10; i++)
        (void)sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = i });
    siginfo_t info;
    struct timespec no_time = { 0 };
    while (sigtimedwait(&set, &info, &no_time) == SIGRTMIN) {
        sum += info.si_value.sival_int;
        count++;
    }
    (void)dprintf(1, "%d signals, sum %d", count, sum);
    return 0;
}

static void add_value(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    caught += info->si_value.sival_int;
}

/* The same, delivered to a handler: through the tracer's hands. */
static int ten_delivered(void)
{
    struct sigaction action = { .sa_sigaction = add_value,
                                .sa_flags = SA_SIGINFO };
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGRTMIN, &action, NULL);
    for (int i = 1; i <= 10; i++)
        (void)sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = i });
    (void)dprintf(1, "sum %d", (int)caught);
    return 0;
}

const struct scene signal_scenes[] = {
    { "read-interrupted", read_interrupted },
    { "read-restarted", read_restarted },
    { "poll-input", poll_input },
    { "stops-itself", stops_itself },
    { "dies-of-signal", dies_of_signal },
    { "faults", faults },
    { "looks-then-sleeps", looks_then_sleeps },
    { "ten-signals", ten_signals },
    { "ten-delivered", ten_delivered },
    { NULL, NULL },
};
