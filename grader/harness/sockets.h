/* sockets.h - what a run shows of its sockets, and what went wrong there.
 *
 *   enter/leave connect, accept, recv, send .... calls in the student's files
 *   a run that came to a standstill ............ who sleeps on which socket, who
 *                                                has its other end
 *
 * The check_... functions add the finding if the log proves the mistake, and
 * say nothing otherwise: the demand on the result comes after them. Only calls
 * made in a student's own file count; main.c and its helpers are finished code
 * (queue_students in queues.h).
 */
#ifndef HARNESS_SOCKETS_H
#define HARNESS_SOCKETS_H

#include "harness/check.h"

/* ---- moves ---- */

/* Held when it first does this at a socket, until all others sleep. */
#define HOLD_SOCKET(role, who)                                                 \
    {                                                                          \
        MOVE_HOLD, EVENT_ENTER, role, OBJECT_SOCKET, who, 1, 0, 0              \
    }
/* Each such call at a socket moves so many bytes at most. */
#define CUT_SOCKET(role, who, bytes)                                           \
    {                                                                          \
        MOVE_CUT, EVENT_ENTER, role, OBJECT_SOCKET, who, 0, bytes, 0           \
    }

/* ---- calls (sockets.c) ---- */

/* The nth (from 1; 0: the last) return of a call with this name, or of any with
 * this role (name NULL), made in a student's file by process pid (0: any);
 * NULL if there is none. It belongs to the log. */
const struct event *socket_call(const struct run *run, enum call_role role,
                                const char *name, int pid, int nth);

/* Where that was, NOWHERE if it was not. */
struct place socket_place(const struct run *run, enum call_role role,
                          const char *name, int pid, int nth);

/* The first return of a call of this role that failed with this errno. */
const struct event *socket_failed(const struct run *run, enum call_role role,
                                  int error);

/* Where the first call of this role, by process pid (0: any), moved fewer bytes
 * of a stream than were asked for; or, if none did that names its count, where
 * the first such call was. ROLE_READ and ROLE_WRITE. */
struct place socket_short(const struct run *run, enum call_role role, int pid);

/* A call as a program types it: recv for a recvfrom without an address. */
const char *socket_typed(const struct event *event);

/* A call failed with this errno, which is no failure of the function, and main
 * told "= KEY -1 ERRNO" all the same; means says what the errno does mean. */
void check_no_failure(struct check *check, const char *key, int error,
                      const char *code, const char *means);

/* A call was interrupted by a handler, and main told "= KEY -1 EINTR": EINTR. */
void check_carried_on(struct check *check, const char *key);

/* ---- a run that came to a standstill (sockets_stuck.c) ---- */

/* Where process pid sleeps in a call of this role; NOWHERE if it does not. */
struct place socket_sleeps(const struct run *run, int pid, enum call_role role);

/* Somebody waits for the end of what comes on a connection, and nobody reads at
 * its other end any more, but somebody holds it: SOCK-13, where he got it. */
void check_connection_kept(struct check *check);

/* Two sleep in reading on the two ends of one connection: SOCK-15, where the
 * student's code of the two waits. */
void check_half_close(struct check *check);

/* Somebody waits for a datagram on a socket that has no name: SOCK-11, where the
 * socket was made. */
void check_nameless(struct check *check);

/* The process pid sleeps in reading from, or sending to, one connection or
 * receiver, in a student's file, and others wait for it: STUCK. */
void check_one_client(struct check *check, int pid);

/* The process pid sleeps in epoll_wait or select though a socket of its own has
 * something to read or to accept: SOCK-19 where it last did that, SOCK-20. */
void check_not_drained(struct check *check, int pid);

/* The process pid sleeps in poll or the like, and a client waits for what it was
 * to send: STUCK, where it sleeps. */
void check_idle(struct check *check, int pid);

#endif
