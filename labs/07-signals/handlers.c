/*
 * handlers.c - exercises 7.1 and 7.2: what a handler may do, and to wait for it.
 *
 *   7.1  count_until, print_lines     a handler runs between any two steps
 *   7.2  bell_open, bell_wait, bell_close        it may run before you wait
 *
 *     main flow   ... printf( | ) ...      while (!rung) | sleep
 *                             |                          |
 *     handler                 printf?                    rung = 1
 *
 * At the first bar printf stands in the middle of its own work. At the second
 * one the signal comes a moment too early, and nobody will wake the sleeper.
 *
 * What each function must do stands in signals.h. Read signal-safety(7) first.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "signals.h"

/* ---- 7.1 a handler that is safe ------------------------------------------ */

/* One round of work. It calls nobody, so the compiler sees all of it. */
static unsigned long next_number(unsigned long n)
{
    return n % 2 == 0 ? n / 2 : n * 3 + 1;
}

/*
 * TODO(7.1a): 1. A flag that the handler of count_until sets: of a type which is
 * stored in one piece, and which the compiler must look at anew each time. 2.
 * The handler.
 */
static int told;

long count_until(int number, void (*begun)(void))
{
    struct sigaction action = { .sa_flags = 0 }, before;
    unsigned long n = 27;
    long rounds = 0;

    sigemptyset(&action.sa_mask);
    told = 0;
    /*
     * TODO(7.1b): 1. Install the handler for `number` (action, before). 2. Call
     * begun. 3. n = next_number(n), and count rounds, until told. 4. Put the
     * old action back. Return rounds.
     */
    (void)number;
    (void)begun;
    (void)before;
    (void)rounds;
    (void)next_number;
    (void)n;
    errno = ENOSYS;
    return -1;
}

/*
 * TODO(7.1c): The handler of print_lines, which writes the notice. printf may
 * be in the middle of its work: which function may be called here? It leaves
 * errno as it was.
 */

int print_lines(int count, int number)
{
    struct sigaction action = { .sa_flags = 0 }, before;

    sigemptyset(&action.sa_mask);
    /* TODO(7.1d): Install the handler for `number`; -1 if it cannot be done. It
     * is to serve for more than one signal. */
    (void)action;
    before.sa_handler = SIG_DFL;
    errno = ENOSYS;
    if (number > 0)
        return -1;
    for (int i = 1; i <= count; i++)
        printf("line %d\n", i);
    fflush(stdout);
    return sigaction(number, &before, NULL);
}

/* ---- 7.2 no lost wake-up ------------------------------------------------- */

/*
 *   bell_open      blocked: rings wait in the kernel
 *   bell_wait      look, and let it in only while asleep   (one call does both)
 *   bell_close     as before
 */

/*
 * TODO(7.2a): What has to be known of the bell from bell_open to bell_close? If
 * you need a handler, it stands here too. (There are several good ways:
 * sigsuspend with a handler; sigwaitinfo without one; a descriptor.)
 */

int bell_open(int number)
{
    /*
     * TODO(7.2b): 1. Block the signal; keep the old mask. 2. Install the handler,
     * if there is one; keep the old action.
     */
    (void)number;
    errno = ENOSYS;
    return -1;
}

int bell_wait(void)
{
    /*
     * TODO(7.2c): Sleep until it has rung; take the ring away; return 0. What if
     * the signal comes between your look and your sleep? And if another signal
     * wakes you?
     */
    errno = ENOSYS;
    return -1;
}

int bell_close(void)
{
    /*
     * TODO(7.2d): Mask and action as before. A ring may be pending: what happens
     * to it at each of your steps?
     */
    errno = ENOSYS;
    return -1;
}
