/* trace_rest.h - what is left to do of a call that was interrupted.
 *
 *   send 300000 ──► 65536 moved, interrupted ──► send the other 234464
 *   wait 5 s    ──► 2 s passed, interrupted  ──► wait 3 s
 *
 * Changes the arguments of a task that stands at the return of its call, so that
 * the call entered anew does the rest; and puts everything back when that is
 * done. Where an argument is behind a pointer the program's own structure is
 * changed as long as the call lasts. For trace_undo.c.
 */
#ifndef OBSERVE_TRACE_REST_H
#define OBSERVE_TRACE_REST_H

#include "observe/trace_private.h"

/* How many bytes the call was to move, as its arguments are now; -1 for a call
 * that is not to move all of them: only write, writev, sendto and sendmsg are,
 * and recv with MSG_WAITALL. Flags of a call without flags are 0. */
int64_t rest_asked(const struct task *task, const struct registers *registers,
                   int *flags);

/* The call is to move only what is behind the first `done` bytes; then, it is to
 * wait only for what is left of its time-out. False: that cannot be said, and
 * nothing was changed. Both need task->undone to be active. */
bool rest_of_bytes(struct task *task, struct registers *registers,
                   int64_t done);
bool rest_of_time(struct task *task, struct registers *registers);

/* How many bytes the call is to move at most, of whatever kind it is; -1 for one
 * that moves none. And: it is to move only the first `count` of them, as the
 * kernel may do itself; needs task->undone to be active. */
int64_t rest_whole(const struct task *task, const struct registers *registers);
bool rest_first(struct task *task, struct registers *registers, int64_t count);

/* All that was changed is as it was when the program made the call. */
void rest_put_back(struct task *task, struct registers *registers);

#endif
