/* wait_rules.h - what each role of calls waits for; for the wait files only.
 *
 *   wait_of (waits.c) ──role──► rule ──► kind, object, wakers, finite, outside
 *
 * A rule is a pure function of the world. It names everybody who could end the
 * wait: one too many only makes a proof harder, one too few makes it false.
 */
#ifndef OBSERVE_WAIT_RULES_H
#define OBSERVE_WAIT_RULES_H

#include "observe/calls.h"
#include "observe/waits.h"

/* On entry *wait has pid, tid, object and fd of the thread, and finite is set
 * if an armed timer will interrupt it. */
typedef void wait_rule(const struct world *world, const struct process *process,
                       const struct thread *thread, struct wait *wait);
wait_rule *wait_rule_of(enum call_role role);

/* ---- what rules add (wait_add.c) ---- */

void wait_add(struct wait *wait, int pid, int object, int fd);

/* Everybody alive who has the object as a descriptor with one of these access
 * bits, or in memory. */
void wait_add_holders(const struct world *world, struct wait *wait, int object,
                      int access);

/* One more process that has the object, or merely could come to it. */
void wait_add_somebody(struct wait *wait, int pid, int object, bool holds);

/* Whoever could send to the queue (needed: ACCESS_WRITE), or receive from it
 * (ACCESS_READ). */
void wait_add_queue(const struct world *world, struct wait *wait, int object,
                    int needed);

/* Whoever could send to a queue that will tell process of it (mq_notify). */
void wait_add_notices(const struct world *world, const struct process *process,
                      struct wait *wait);

/* The operation of a semop that cannot be done now; part -1: not known. */
struct semop;
struct semop wait_semop(const struct object *object,
                        const struct thread *thread);

/* In words, a wait for a queue or a semaphore set; NULL for any other. */
char *wait_text_queue(const struct world *world, const struct wait *wait,
                      const struct thread *thread);

/* Everybody alive but the waiter's own thread: whoever knows a name, an id or a
 * pid can come to the object. Those who have it already are added as holders. */
void wait_add_everybody(const struct world *world, struct wait *wait,
                        int object);

/* The other threads of the same process. */
void wait_add_threads(const struct process *process,
                      const struct thread *thread, struct wait *wait);

/* The descriptor fd of process becoming readable (ACCESS_READ), writable or
 * either: what read, receive or accept, and write would wait for. poll. */
void wait_add_ready(const struct world *world, const struct process *process,
                    int fd, int access, struct wait *wait);

/* The same for an object of whose descriptor nothing is known: what an epoll set
 * watches. Its kinds: eventfd, timerfd, signalfd, pidfd, epoll; all others are
 * byte streams. */
void wait_add_ready_object(const struct world *world,
                           const struct process *process, int object,
                           int access, struct wait *wait);

/* read, write or poll of an eventfd, timerfd, signalfd, pidfd or epoll set;
 * false if the object is none of them. */
bool wait_for_counter(const struct world *world, const struct process *process,
                      int object, int access, struct wait *wait);

/* One of these signals (bit n - 1) coming to process: who could send it, and
 * what sends it by itself. */
void wait_add_signals(const struct world *world, const struct process *process,
                      uint64_t set, struct wait *wait);

/* Will a clock of the process end this wait? A signal that all its threads
 * block, or that it ignores, ends none. */
bool wait_clock_helps(const struct process *process, uint64_t awaited);

/* ---- the same for sockets (wait_socket.c) ---- */

/* The socket becoming readable, writable or either. */
void wait_add_socket(const struct world *world, struct wait *wait, int id,
                     int access);

/* The time-out of the socket, if it is one: fact "receive_ms" or "send_ms". */
void wait_add_timeout(const struct world *world, struct wait *wait, int id,
                      const char *fact);

/* The holders of the queue to which the call sends its datagram. False if the
 * call names no queue of the run. */
bool wait_add_receiver(const struct world *world, const struct thread *thread,
                       struct wait *wait);

/* Those who could take a descriptor that is waiting in a queue (SCM_RIGHTS):
 * it may be any end of anything. */
void wait_add_carriers(const struct world *world, struct wait *wait);

/* One line about a wait on a socket, see wait_text; NULL if it is none. Returns
 * malloc'd text. (wait_socket_text.c) */
char *wait_socket_text(const struct world *world, const struct wait *wait,
                       const char *call);

/* ---- rules, in the file that is named behind them ---- */

wait_rule wait_for_data, wait_for_room;      /* wait_stream.c */
wait_rule wait_for_open;                     /* wait_stream.c */
wait_rule wait_for_message, wait_for_space;  /* wait_queue.c */
wait_rule wait_for_semset;                   /* wait_semset.c */
wait_rule wait_for_word;                     /* wait_word.c */
wait_rule wait_for_partner;                  /* wait_socket.c */
wait_rule wait_for_child, wait_for_signal;   /* wait_process.c */
wait_rule wait_for_vfork;                    /* wait_process.c */
wait_rule wait_for_time, wait_for_something; /* wait_process.c */
wait_rule wait_for_event;                    /* wait_event.c */
wait_rule wait_for_lock;                     /* wait_lock.c */

#endif
