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

/* Moves: process `who` is held at each call of this role until all others sleep;
 * it stands just before its nth call of this role (ROLE_NONE: that waits); it is
 * kept from ending. */
#define SIGNALS_HOLD(who, role)                                                \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, role, OBJECT_NONE, who, 0, 0, 0                \
    }
#define SIGNALS_LATE(who, role, nth)                                           \
    {                                                                          \
        MOVE_LATE, EVENT_ENTER, role, OBJECT_NONE, who, nth, 0, 0              \
    }
#define SIGNALS_HOLD_END(who)                                                  \
    {                                                                          \
        MOVE_HOLD, EVENT_EXIT, ROLE_NONE, OBJECT_NONE, who, 1, 0, 0            \
    }

/* Where the program last waited before it told "= KEY ...". */
struct place place_of_last_wait(const struct run *run, const char *key);

/* For struct setting: which mistake with signals led to the standstill. Looks
 * for a handler that sleeps (SIG-12), a signal that stays blocked behind its
 * handler (SIG-14), children that ended early (SIG-08) or together (SIG-02), a
 * child that a signal ended too early (SIG-16), signals that were not sent
 * (SIG-15) or became one (SIG-06), and one that came between look and sleep
 * (SIG-05). (signals_stuck.c) */
bool signals_explain(struct check *check, const struct run *run);

/* The program itself slept after so many events, and should not have: SIG-02,
 * SIG-05 or SIG-08, if the log proves one. */
bool signals_explain_sleep(struct check *check, size_t until);

/* The same for a program that a signal has ended: its handler was for once
 * (SIG-13), or it has a signalfd for what it does not block (SIG-11).
 * (signals_sent.c) */
bool signals_explain_death(struct check *check, const struct run *run);

/* SIG-16 again, for a run that has come to its end. (signals_children.c) */
void check_not_too_early(struct check *check);

/* The lines came out, each once; else SIG-01, at what the handler called (other
 * than a write of `notice`). */
void check_handler_output(struct check *check, const char *expected,
                          const char *notice);

/* "= KEY ..." was told after another signal's handler had interrupted a wait
 * (EINTR), and before any other process had sent a signal: SIG-07. */
void check_waits_again(struct check *check, const char *key);

/* Main told "= KEY -1 EINTR": SIG-07, at the wait that was not made again. */
void check_interrupted_result(struct check *check, const char *key,
                              const char *value);

/* When this note stands in the log, the program has written a line that begins
 * with `word` for each child that had ended by then; else SIG-02. */
void check_told_before(struct check *check, const char *word, const char *note);

/* The output is what was sent; else, where a value was sent without sigqueue or
 * received without SA_SIGINFO: SIG-15. */
void check_values(struct check *check, const char *expected);

/* Main told "= as before 1": mask and actions are what they were. */
void check_as_before(struct check *check);

/* No two children of the program compute at the same time, and it waits between
 * SIGCONT and SIGSTOP. Each of `count` children has a turn in each round, in
 * order, until it has ended; main told how many did. (signals_turns.c) */
void check_turns(struct check *check, int count, int rounds);

/* Did it ever wait there? On a busy machine short turns may all be over before
 * anybody can wait for their end: then play it again with long ones. */
bool turns_have_length(struct check *check);

#endif
