/*
 * signals.h - the functions of lab 07, documented like manual pages.
 *
 *   kill, a key, a timer, a child's end
 *        |
 *        v            blocked: it waits here, one of each kind
 *    [ pending ] ---> delivered: the handler runs, between any two
 *                     instructions of yours - or inside a call, which then
 *                     gives -1 with EINTR
 *
 * A signal is a number that comes at any moment. It may come before you wait
 * for it, while you are in the middle of printf, twice at once as one, and also
 * in the child that has not yet said what shall be done with it.
 *
 * Conventions of every function here:
 * - It returns -1 and sets errno on an error.
 * - When it returns, the mask of blocked signals and the actions of all signals
 *   are what they were before, unless it says something else.
 * - A handler of the caller that interrupts it is no error (EINTR never comes
 *   out), and its own handlers leave errno as it was.
 * - It sleeps in the kernel while it has to wait, and never asks in a loop.
 * - The children that it starts are its own: it reaps each of them.
 * - A status is what a shell shows as $?: 0 to 255 from exit, 128 + n for a
 *   process that signal n ended.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* ---- 7.1: a handler that is safe (handlers.c) ---------------------------- */

/*
 * Computes, round after round, until the signal `number` has come once.
 * begun   is called when the signal may come
 * Returns how many rounds it did, at least one.
 *                                         sigaction(2) signal-safety(7)
 */
long count_until(int number, void (*begun)(void));

/*
 * Prints "line 1" to "line COUNT" with printf. For each signal `number` that
 * comes meanwhile, its handler writes "[signal]" and a newline to descriptor 1,
 * at once. However unlucky the moment: every line and every notice comes out
 * once and whole.
 * Returns 0.                             sigaction(2) signal-safety(7) write(2)
 */
int print_lines(int count, int number);

/* ---- 7.2: no lost wake-up (handlers.c) ----------------------------------- */

/*
 * A bell: the signal `number` rings it. There is one at a time.
 *
 * bell_open    from now on the signal ends nobody, and no ring is lost
 * bell_wait    sleeps until it has rung since the last bell_wait (since
 *              bell_open, the first time); returns at once if it has already.
 *              Several rings may count as one.
 * bell_close   the signal's action and the mask are as before bell_open; rings
 *              that nobody waited for are forgotten
 * All return 0.      sigaction(2) sigprocmask(2) sigsuspend(2) sigwaitinfo(2)
 */
int bell_open(int number);
int bell_wait(void);
int bell_close(void);

#endif
