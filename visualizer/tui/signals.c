/* signals.c - two signalfds. */
#include "tui/signals.h"

#include <err.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

static int control_fd = -1, child_fd = -1; /* set once by signals_open */

static int open_for(const int *numbers, int count)
{
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < count; i++)
        sigaddset(&set, numbers[i]);
    if (sigprocmask(SIG_BLOCK, &set, NULL) == -1)
        err(2, "sigprocmask");
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd == -1)
        err(2, "signalfd");
    return fd;
}

void signals_open(void)
{
    static const int control[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH };
    static const int child[] = { SIGCHLD };
    control_fd = open_for(control, 5);
    child_fd = open_for(child, 1);
}

int signals_control_fd(void)
{
    return control_fd;
}

int signals_child_fd(void)
{
    return child_fd;
}

/* The next signal's number, or 0. */
static int next_of(int fd)
{
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == (ssize_t)sizeof info
               ? (int)info.ssi_signo
               : 0;
}

void signals_take_child(void)
{
    while (next_of(child_fd))
        continue;
}

int signals_take(void)
{
    return next_of(control_fd);
}

void signals_die(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    (void)signal(number, SIG_DFL);
    (void)sigprocmask(SIG_UNBLOCK, &set, NULL);
    (void)raise(number);
    exit(128 + number); /* it was ignored */
}
