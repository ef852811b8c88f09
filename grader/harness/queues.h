/* queues.h - what a run shows of its message queues, and what went wrong there.
 *
 *   enter mq_timedsend, msgsnd ....... what was sent: length, type, priority
 *   leave mq_timedreceive, msgrcv .... what came, or the errno
 *
 * The check_... functions add the finding if the log proves the mistake, and
 * say nothing otherwise: the demand on the result comes after them. Only calls
 * made in a student's own file count; main.c and its helpers are finished code.
 */
#ifndef HARNESS_QUEUES_H
#define HARNESS_QUEUES_H

#include "harness/check.h"

/* Was the call made in a student's file? And is the event one of this kind, of
 * this call, and a student's? */
bool queue_students(const struct event *event);
bool queue_is_call(const struct event *event, enum event_kind kind,
                   const char *name);

/* The nth (from 1) return of the call with this name, made in a student's file
 * by process pid (0: any), whatever its result; NULL if there is none. It
 * belongs to the log. */
const struct event *queue_call(const struct run *run, const char *name, int pid,
                               int nth);

/* The same for the first that failed with this errno. */
const struct event *queue_failed(const struct run *run, const char *name,
                                 int error);

/* Where a student's file last opened a POSIX queue or tried to. */
struct place place_of_queue_open(const struct run *run);

/* Was the text "= KEY -1 ERRNO" told for some KEY that begins so? */
bool queue_told(const struct run *run, const char *key, const char *error);

/* A POSIX queue could not be opened: PMQ-02, by the name or by the attributes. */
void check_queue_opened(struct check *check, const char *key);

/* A receive was given too few bytes for the queue: PMQ-01. */
void check_receive_room(struct check *check);

/* The nth message was sent or received with `length` bytes, and main told, or
 * the call was given, another number: code PMQ-04. */
void check_message_length(struct check *check, const char *key,
                          const char *name, int nth, int64_t length);

/* A call gave up with an errno that only means "not now" (EAGAIN, EINTR), and
 * the function with it: main told "= KEY -1 ERRNO". */
void check_gave_up(struct check *check, const char *key, const char *code);

/* No call with a time limit was given a moment that does not exist, whose
 * nanoseconds make more than a second: PMQ-07. */
void check_moment(struct check *check);

/* All waits were to last longer than `least` ms, and one ended with ETIMEDOUT,
 * because mq_timedreceive was given a moment that was nearer, or long ago; or
 * with EINVAL, because there is no such moment: PMQ-07. */
void check_time_limit(struct check *check, int64_t least);

/* Letters of type 0 or below were sent: SVMQ-02; with another size than the
 * text has: SVMQ-01; or received in part: SVMQ-08. */
void check_letter_types(struct check *check);
void check_letter_sizes(struct check *check, int nth, int64_t length);
void check_letter_whole(struct check *check);

/* A key of -1 was used: SVMQ-06. */
void check_key(struct check *check);

/* In one System V queue, somebody received letters that may have been meant for
 * another: of any type, while others receive there too or lie their own answers
 * there; or two clients of the same type: SVMQ-04. The server is the process
 * whose pid is given. */
void check_own_letters(struct check *check, int server);

/* For a run that came to a standstill. Somebody sleeps at a System V queue that
 * a server, which has ended, did not remove: SVMQ-03. The program itself sleeps
 * in another call than a receive, while a sender waits for room: PMQ-06. Somebody
 * sleeps in sending to a full queue: SVMQ-07, at the line of one who is not the
 * server. */
void check_queue_outlives(struct check *check, int server);
void check_unnoticed(struct check *check);
void check_full_queue(struct check *check, int server);

#endif
