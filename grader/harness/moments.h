/* moments.h - moves in short: what happens to whom, at which moment.
 *
 *   .moves = { HOLD_AT(1, ROLE_OPEN, OBJECT_FIFO, 1), FORK_FAILS(2) }
 *
 * `who` is a move's child: MOVE_ROOT, the number of one that was started, or 0
 * for any. Where nothing else is said, the moment is just before a call of the
 * role `call` on an object of the kind `on`; `time` counts such calls, and 0 is
 * each of them. See struct move (run.h).
 */
#ifndef HARNESS_MOMENTS_H
#define HARNESS_MOMENTS_H

#include <errno.h>
#include <signal.h>

#include "harness/run.h"

/* It stands still until all others sleep: there, behind its call, or at its
 * end. */
#define HOLD_AT(who, call, on, time)                                           \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, call, on, who, time, 0, 0                      \
    }
#define HOLD_BEHIND(who, call, on, time)                                       \
    {                                                                          \
        MOVE_HOLD, EVENT_LEAVE, call, on, who, time, 0, 0                      \
    }
#define HOLD_AT_ITS_END(who)                                                   \
    {                                                                          \
        MOVE_HOLD, EVENT_EXIT, ROLE_NONE, OBJECT_NONE, who, 1, 0, 0            \
    }

/* It stands still when it has just forked, or become another program. */
#define HOLD_FORK(who)                                                         \
    {                                                                          \
        MOVE_HOLD, EVENT_FORK, ROLE_NONE, OBJECT_NONE, who, 1, 0, 0            \
    }
#define HOLD_EXEC(who)                                                         \
    {                                                                          \
        MOVE_HOLD, EVENT_EXEC, ROLE_NONE, OBJECT_NONE, who, 1, 0, 0            \
    }

/* Each such call moves so many bytes at most. */
#define CUT_AT(who, call, on, bytes)                                           \
    {                                                                          \
        MOVE_CUT, EVENT_ENTER, call, on, who, 0, bytes, 0                      \
    }

/* The call fails with this errno. */
#define FAIL_AT(who, call, on, time, error)                                    \
    {                                                                          \
        MOVE_FAIL, EVENT_ENTER, call, on, who, time, error, 0                  \
    }
/* The program itself can start no more processes. */
#define FORK_FAILS(time)                                                       \
    FAIL_AT(MOVE_ROOT, ROLE_FORK, OBJECT_NONE, time, EAGAIN)

/* It is killed there. */
#define KILL_AT(who, call, on, time)                                           \
    {                                                                          \
        MOVE_KILL, EVENT_ENTER, call, on, who, time, SIGKILL, 0                \
    }

#endif
