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

int events_open(void)
{
    /* TODO(7.5b): An event that comes before it is waited for must wait. */
    errno = ENOSYS;
    return -1;
}

int event_send(pid_t to, int value)
{
    /* TODO(7.5c): Send the signal with the value; return what the call says. */
    (void)to;
    (void)value;
    errno = ENOSYS;
    return -1;
}

int event_next(struct event *event)
{
    /*
     * TODO(7.5d): 1. Sleep until there is an event, and take it. 2. Interrupted:
     * again. 3. Fill in who sent it, and the value: siginfo_t has both.
     */
    (void)event;
    errno = ENOSYS;
    return -1;
}

int events_close(void)
{
    /* TODO(7.5e): Mask and actions as before. Nobody sends any more. */
    errno = ENOSYS;
    return -1;
}
