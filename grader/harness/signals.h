/* signals.h - what a log says about signals, and the words of lab 07.
 *
 *   sigaction ──► ENTER (ROLE_ACTION)       kill ──► SIGNAL ──► handler's calls
 *   MOVE_LATE ──► NOTE ──► SIGNAL ──► the call it was held before: asleep
 *
 * Pointers belong to the run.
 */
#ifndef HARNESS_SIGNALS_H
#define HARNESS_SIGNALS_H

#include "harness/check.h"

/* The last call of the student's own code, in any process, that says what this
 * signal (0: any) does, or NULL. */
const struct event *signals_action(const struct run *run, int number);

/* Where it was installed; NOWHERE if nobody did. */
struct place place_of_action(const struct run *run, int number);

/* The first call of this role that a handler made: in another function than the
 * call that the signal (delivered to process pid) came in. A write of just the
 * text `but` does not count. NULL: none. */
const struct event *signals_call_in_handler(const struct run *run, int pid,
                                            enum call_role role,
                                            const char *but);

/* For struct setting: which mistake with signals led to the standstill. Looks,
 * in this order, for a handler that sleeps (SIG-12), a signal that came between
 * look and sleep (SIG-05), one that stays blocked behind its handler (SIG-14),
 * and ones of which several became one (SIG-06). */
bool signals_explain(struct check *check, const struct run *run);

/* The same for a program that a signal has ended: its handler was for once
 * (SIG-13), or it has a signalfd for what it does not block (SIG-11). */
bool signals_explain_death(struct check *check, const struct run *run);

/* The lines came out, each once; else SIG-01, at what the handler called (other
 * than a write of `notice`). */
void check_handler_output(struct check *check, const char *expected,
                          const char *notice);

/* "= KEY ..." was told after another signal's handler had interrupted a wait
 * (EINTR), and before any other process had sent a signal: SIG-07. */
void check_waits_again(struct check *check, const char *key);

#endif
