/* signals_log.h - what the log of a run says about signals.
 *
 *   sigaction ──► ENTER (ROLE_ACTION)       kill ──► SIGNAL ──► handler's calls
 *
 * What the files signals_*.c share; pointers belong to the run. The second part
 * are their single findings: each adds one if the log proves it, and says so.
 */
#ifndef HARNESS_SIGNALS_LOG_H
#define HARNESS_SIGNALS_LOG_H

#include "harness/check.h"

enum call_role signals_role(const struct event *event);

/* Is this event a call in the student's own files? */
bool signals_is_students(const struct run *run, const struct event *event);

/* Does it wait in this call (not: ask with WNOHANG)? */
bool signals_waits_in(const struct event *event);

/* The last call of the student's own code, in any process, that installs a
 * handler for this signal (0: any), or NULL; and where that was. */
const struct event *signals_action(const struct run *run, int number);
struct place place_of_action(const struct run *run, int number);

/* Is it the moment at which a handler of theirs begins, in process pid? */
bool signals_is_delivery(const struct run *run, const struct event *event,
                         int pid);

/* The first call of this role that a handler made: in another function than the
 * call that the signal (delivered to process pid) came in. A write of just the
 * text `but` does not count. NULL: none. */
const struct event *signals_call_in_handler(const struct run *run, int pid,
                                            enum call_role role,
                                            const char *but);

/* Did this process write "= KEY ..." now? */
bool signals_tells(const struct event *event, const char *key);

/* The call in which the process sleeps after `until` events, or NULL. */
const struct event *signals_sleeps_in(const struct run *run, int pid,
                                      size_t until);

/* The first event of this kind of process pid, about `other` (0: any); or NULL. */
const struct event *signals_first(const struct run *run, enum event_kind kind,
                                  int pid, int other);

/* ---- single findings ---- */

/* Children have ended and some are zombies still, while the process sleeps in
 * `call` after `until` events: SIG-02, SIG-08. It waits for a stopped child that
 * takes no signal: STUCK. A child died of a signal: SIG-16. */
bool signals_tell_unreaped(struct check *check, const struct run *run,
                           const struct event *call, size_t until);
bool signals_tell_stopped(struct check *check, const struct run *run,
                          const struct event *call);
bool signals_tell_too_early(struct check *check, const struct run *run);

/* A signal was refused with EAGAIN: SIG-15. Several became one: SIG-06. */
bool signals_tell_unsent(struct check *check, const struct run *run);
bool signals_tell_merged(struct check *check, const struct run *run);

#endif
