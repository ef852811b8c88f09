/*
 * data.c - exercise 7.5: signals that queue, and bring a number along.
 *
 *   sender --- 7, 3, 5 ---> [ 7 ] [ 3 ] [ 5 ] ---> receiver
 *                           real-time signals wait in a queue,
 *                           standard ones become one
 *
 * What each function must do stands in signals.h.
 */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "signals.h"

/*
 * TODO(7.5a): 1. Which signal carries the events? Say it in event_number: a
 * real-time one, counted from SIGRTMIN, which is no constant (the C library
 * keeps the first ones for itself). 2. What is kept from events_open to
 * events_close?
 */
/* SOLUTION(7.5a) */
static int event_number(void)
{
    return SIGRTMIN + 1; /* DOC: counted-from-SIGRTMIN */
}

static sigset_t old_mask;
/* STARTER(7.5a)
END(7.5a) */

int events_open(void)
{
    /* TODO(7.5b): An event that comes before it is waited for must wait. */
    /* SOLUTION(7.5b) */
    sigset_t events;

    sigemptyset(&events);
    sigaddset(&events, event_number());
    return sigprocmask(SIG_BLOCK, &events, &old_mask);
    /* STARTER(7.5b)
    errno = ENOSYS;
    return -1;
    END(7.5b) */
}

int event_send(pid_t to, int value)
{
    /* TODO(7.5c): Send the signal with the value; return what the call says. */
    /* SOLUTION(7.5c) */
    return sigqueue(to, event_number(), (union sigval){ .sival_int = value });
    /* STARTER(7.5c)
    (void)to;
    (void)value;
    errno = ENOSYS;
    return -1;
    END(7.5c) */
}

int event_next(struct event *event)
{
    /*
     * TODO(7.5d): 1. Sleep until there is an event, and take it. 2. Interrupted:
     * again. 3. Fill in who sent it, and the value: siginfo_t has both.
     */
    /* SOLUTION(7.5d) */
    siginfo_t info;
    sigset_t events;

    sigemptyset(&events);
    sigaddset(&events, event_number());
    while (sigwaitinfo(&events, &info) == -1) {
        if (errno != EINTR)
            return -1;
    }
    event->from = info.si_pid;
    event->value = info.si_value.sival_int;
    return 0;
    /* STARTER(7.5d)
    (void)event;
    errno = ENOSYS;
    return -1;
    END(7.5d) */
}

int events_close(void)
{
    /* TODO(7.5e): Mask and actions as before. Nobody sends any more. */
    /* SOLUTION(7.5e) */
    return sigprocmask(SIG_SETMASK, &old_mask, NULL);
    /* STARTER(7.5e)
    errno = ENOSYS;
    return -1;
    END(7.5e) */
}
