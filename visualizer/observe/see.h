/* see.h - how the tracer understands each role of calls and kind of objects.
 *
 *   entry stop ──► see_call_of(role)->entry ──► EVENT_ENTER, object and details
 *   return stop ─► see_call_of(role)->done ───► EVENT_OPEN, _MAP, _OBJECT, ...
 *                                               EVENT_LEAVE
 *                  see_object_of(kind)->ask ──► EVENT_FILL of the object used
 *   all asleep ──► see_object_of(kind)->ask ──► EVENT_FILL of all objects
 *
 * One file see_*.c per mechanism. What a wait on these objects means stands on
 * the other side, in wait_*.c, which knows worlds only. Nobody but the tracer's
 * own files includes this.
 */
#ifndef OBSERVE_SEE_H
#define OBSERVE_SEE_H

#include "observe/trace_private.h"

#include <signal.h>

struct see_call {
    /* The task is about to enter the call. Fills event->object (0: unknown),
     * ->fd (-1: none), ->value (time-out in ms, -1: none) and ->text (malloc'd
     * details). Objects that are seen for the first time are told of before. */
    void (*entry)(struct trace *trace, struct task *task, struct event *event);
    /* The call returned without an error: tells what it did to descriptors,
     * memory, objects and processes, before EVENT_LEAVE is. May correct leave:
     * pids in it become shown ones, bytes that were read become its payload. */
    void (*done)(struct trace *trace, struct task *task, struct event *leave);
    bool silent; /* told by what it does, not by entering and leaving */
};
const struct see_call *see_call_of(enum call_role role);

struct see_object {
    /* Asks the kernel what is in the object and tells if that is news (see_state).
     * Called after a call that used the object, and when everything sleeps;
     * what it takes of a process it gives back at once (proc.h). */
    void (*ask)(struct trace *trace, const struct object *object);
};
const struct see_object *see_object_of(enum object_kind kind);

/* ---- what the see files share (see.c) ---- */

/* The object behind a descriptor of the event's process, as far as the log
 * knows; sets event->fd and ->object. */
void see_descriptor(const struct trace *trace, struct event *event, int fd);

/* Milliseconds of a struct timespec in the task's memory; address 0: -1. A
 * time until (an absolute one) counts from now; what has passed is 0. */
int see_timeout(struct task *task, uint64_t address);
int see_time_until(struct task *task, uint64_t address, clockid_t clock);

/* The object of this kind and identity (inode or id; for words: parent and
 * offset), or 0. */
int see_known(const struct trace *trace, enum object_kind kind, uint64_t inode);

/* The same for what has an inode on a device (0: not known): a file, also when
 * one knows it as a descriptor and the other as memory. */
int see_known_file(const struct trace *trace, enum object_kind kind,
                   uint64_t device, uint64_t inode);

/* The highest number behind these words in a name of an object of this kind, 0
 * if there is none: the next one is free. */
int see_highest(const struct trace *trace, enum object_kind kind,
                const char *before);

/* Tells of a new object and returns its id. event->value is its kind,
 * ->arguments as in world.c (inode, before, capacity, parent, offset,
 * device), ->text its name (malloc'd; NULL: "kind n"). */
int see_new_object(struct trace *trace, struct event *event);

/* Tells of a new state, if it differs from the known one. Takes over facts
 * (malloc'd or NULL). */
void see_state(struct trace *trace, const struct object *object, int64_t fill,
               int64_t capacity, int owner, char *facts);

/* Some living task that has the object as descriptor *fd, or in its memory
 * (then *fd is -1); NULL if there is none. */
struct task *see_holder(struct trace *trace, int object, int *fd);

/* The number in the run of a process that the kernel names to us; what is not
 * of the run keeps its own. */
int64_t see_shown(const struct trace *trace, pid_t outer);

/* The object has lost its name, or is marked for removal; pid 0: not by the
 * run. */
void see_removed(struct trace *trace, int object, int pid);

/* ---- one pair for each role, in the file that is named behind it ---- */

void see_stream_entry(struct trace *, struct task *, struct event *);
void see_stream_done(struct trace *, struct task *, struct event *);
void see_pipe_ask(struct trace *, const struct object *); /* see_stream.c */

void see_open_entry(struct trace *, struct task *, struct event *);
void see_open_done(struct trace *, struct task *, struct event *);
/* Does this fcntl take or give back a lock? */
bool see_is_lock(const struct event *event);
void see_fcntl_entry(struct trace *, struct task *, struct event *);
void see_fcntl_done(struct trace *, struct task *, struct event *);
void see_pair_done(struct trace *, struct task *, struct event *);
void see_close_entry(struct trace *, struct task *, struct event *);
void see_close_range_done(struct trace *, struct task *,
                          struct event *); /* see_descriptor.c */

void see_wait_entry(struct trace *, struct task *, struct event *);
void see_wait_done(struct trace *, struct task *,
                   struct event *); /* see_process.c */

void see_poll_entry(struct trace *, struct task *, struct event *);
void see_epoll_ask(struct trace *, const struct object *); /* see_poll.c */

void see_timer_entry(struct trace *, struct task *, struct event *);
void see_pause_entry(struct trace *, struct task *, struct event *);
void see_sleep_entry(struct trace *, struct task *, struct event *);
void see_counter_ask(struct trace *, const struct object *); /* see_timer.c */

void see_kill_entry(struct trace *, struct task *, struct event *);
void see_action_entry(struct trace *, struct task *, struct event *);
void see_pause_done(struct trace *, struct task *, struct event *);
void see_signalfd_done(struct trace *, struct task *, struct event *);
void see_signalfd_ask(struct trace *, const struct object *);
/* What /proc says about the signals of a sleeping task. */
void see_signals(struct trace *trace, struct task *task);
/* EVENT_SIGNAL's number, sender and clock. */
void see_sender(const struct trace *trace, const siginfo_t *info,
                struct event *event); /* see_signal.c */

void see_pidfd_ask(struct trace *, const struct object *);
/* The known object that the same open file belongs to, for kinds of anonymous
 * descriptors that have no identity of their own; 0: none (see_same.c). */
int see_same_file(const struct trace *trace, const struct task *task, int fd,
                  enum object_kind kind);

void see_lock_entry(struct trace *, struct task *, struct event *);
void see_size_entry(struct trace *, struct task *, struct event *);
/* The locks on a file are facts of it; asked only where there may be some: one
 * was known, or a call about one was made since the last look. */
void see_lock_ask(struct trace *, const struct object *);
bool see_may_be_locked(const struct trace *trace, int object); /* see_lock.c */

/* The FIFO that a call opens by its path, if it is one (see_fifo.c). */
void see_fifo_entry(struct trace *, struct task *, struct event *);

void see_queue_entry(struct trace *, struct task *, struct event *);
void see_queue_done(struct trace *, struct task *, struct event *);
void see_queue_control_entry(struct trace *, struct task *, struct event *);
void see_queue_control_done(struct trace *, struct event *);
void see_queue_ask(struct trace *, const struct object *); /* see_queue.c */

/* While everything sleeps: tells of every object for which one of ours waits
 * whether somebody outside the run could act on it. */
void see_strangers(struct trace *trace);

/* While everything sleeps: tells whether somebody outside the run has a queue
 * or set for which somebody waits. ours: the groups of all our tasks. */
void see_queues_outside(struct trace *trace, const pid_t *ours,
                        int count); /* see_outside.c */

/* The object with this System V id, 0 if there is none. */
int see_sysv_object(struct trace *trace, struct task *task,
                    enum object_kind kind, int id);
void see_get_entry(struct trace *, struct task *, struct event *);
void see_get_done(struct trace *, struct task *, struct event *);
void see_semop_entry(struct trace *, struct task *, struct event *);
void see_control_entry(struct trace *, struct task *, struct event *);
void see_control_done(struct trace *, struct task *, struct event *);
void see_attach_done(struct trace *, struct task *, struct event *);
void see_detach_entry(struct trace *, struct task *, struct event *);
/* see_sysv.c */
void see_sysv_ask(struct trace *, const struct object *); /* see_sysv_ask.c */

void see_map_done(struct trace *, struct task *, struct event *);
void see_memory_ask(struct trace *, const struct object *);
void see_memory_size(struct trace *trace, int object); /* its size only */
/* Compares the shared mappings of a process with /proc/PID/maps and tells the
 * differences, while everything sleeps. */
void see_mappings(struct trace *trace, struct task *task);
/* Tells whether somebody outside the run has memory in which somebody sleeps;
 * ours are the processes of the run. */
void see_memory_outside(struct trace *trace, int object, const pid_t *ours,
                        int count);
/* Some living task that has the byte at offset of object in its memory, at
 * *address; NULL if there is none. */
struct task *see_mapped(struct trace *trace, int object, uint64_t offset,
                        uint64_t *address); /* see_memory.c */

void see_word_entry(struct trace *, struct task *, struct event *);
void see_word_ask(struct trace *, const struct object *);
/* Memory that is called "/sem.x" is a named semaphore: tells of it, if it is not
 * known yet. sem_overview(7) */
void see_named_semaphore(struct trace *trace, int memory);
/* The memory has got another name, and the semaphore in it, if there is one. */
void see_semaphore_renamed(struct trace *trace, int memory); /* see_word.c */

void see_connect_entry(struct trace *, struct task *, struct event *);
void see_accept_done(struct trace *, struct task *, struct event *);
void see_socket_entry(struct trace *, struct task *, struct event *);
void see_socket_done(struct trace *, struct task *, struct event *);
void see_socketpair_done(struct trace *, struct task *,
                         struct event *); /* see_socket.c */
void see_socket_ask(struct trace *,
                    const struct object *); /* see_socket_state.c */
/* Is something on its way through the network of this machine to a socket of
 * the run? It arrives though everybody sleeps. */
bool see_network_moves(struct trace *trace); /* see_socket_state.c */

#endif
