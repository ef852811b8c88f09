/* moves.c - at each event: is this the moment a scene has a move for?
 *
 * Only what the manual pages allow at this moment is done (PIPE_BUF writes are
 * never cut, EINTR is never forged); a move that is not allowed is passed
 * over, and the program runs as it would have.
 */
#include "harness/moves.h"

#include "observe/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* The program itself is 0, what it starts is numbered from 1 in order of birth. */
static int child_number(const struct world *world, int pid)
{
    for (int i = 0; i < world->process_count; i++)
        if (world->processes[i].pid == pid)
            return i; /* the root stands at index 0 */
    return 0;
}

static bool is_the_child(const struct world *world, const struct move *move,
                         int pid)
{
    const struct process *process = world_process(world, pid);
    if (move->child == 0)
        return process && process->own_program;
    int number = child_number(world, pid);
    return move->child == MOVE_ROOT ? number == 0 : number == move->child;
}

/* Does the call sleep until somebody does something? Files never keep anybody
 * waiting, and who writes or opens does not wait for news. */
static bool waits(const struct call_info *info, const struct event *event,
                  const struct object *object)
{
    int flags = strcmp(info->name, "waitid") == 0 ? 3 : 2;
    switch (info->role) {
    case ROLE_READ:
        return object && object->kind != OBJECT_FILE &&
               object->kind != OBJECT_MEMORY;
    case ROLE_WAIT: return !(event->arguments[flags] & WNOHANG);
    case ROLE_POLL:
    case ROLE_SLEEP:
    case ROLE_PAUSE:
    case ROLE_SEMOP:
    case ROLE_RECEIVE:
    case ROLE_ACCEPT: return true;
    default: return false;
    }
}

static bool is_the_call(const struct world *world, const struct move *move,
                        const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    const struct object *object = world_object(world, event->object);
    if (!info || (move->role == ROLE_NONE ? !waits(info, event, object)
                                          : info->role != move->role))
        return false;
    /* A file without a disk, as the harness makes them, is a file as well. */
    bool memory = object && object->kind == OBJECT_MEMORY;
    return move->object == OBJECT_NONE ||
           (object && object->kind == move->object) ||
           (memory && move->object == OBJECT_FILE);
}

static bool matches(const struct world *world, struct move *move,
                    const struct event *event)
{
    if (move->kind == MOVE_NONE || move->at != event->kind ||
        !is_the_child(world, move, event->pid))
        return false;
    bool is_call = event->kind == EVENT_ENTER || event->kind == EVENT_LEAVE;
    if (is_call && !is_the_call(world, move, event))
        return false;
    move->seen++;
    return move->nth == 0 || move->seen == move->nth;
}

/* ---- the moves ---- */

/* What a call that moves fewer bytes than it could is allowed to leave: of a
 * stream, unless all was asked for by MSG_WAITALL; never of a message. */
static bool may_be_short(const struct world *world, const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    const char *name = call_at(event->call)->name;
    bool one = strcmp(name, "recvfrom") == 0;
    if (object && object->kind == OBJECT_SOCKET)
        return object_fact(object, "type", 0) == SOCK_STREAM &&
               !((one || strcmp(name, "recvmsg") == 0) &&
                 event->arguments[one ? 3 : 2] & (MSG_WAITALL | MSG_PEEK));
    return strcmp(name, "read") == 0 || strcmp(name, "write") == 0;
}

/* A blocking write of at most PIPE_BUF bytes to a pipe is all or nothing, and
 * to a unix socket, too; TCP, or a socket that does not block, takes what it
 * has room for. */
static int64_t least_to_cut(const struct world *world,
                            const struct event *event)
{
    const struct object *object = world_object(world, event->object);
    const struct process *process = world_process(world, event->pid);
    const struct descriptor *own =
        process ? world_descriptor(process, event->fd) : NULL;
    if (call_at(event->call)->role != ROLE_WRITE)
        return 1;
    if (!object || object->kind != OBJECT_SOCKET)
        return PIPE_BUF + 1;
    return object_fact(object, "domain", 0) != AF_UNIX ||
                   (own && own->access & ACCESS_NONBLOCK)
               ? 2
               : PIPE_BUF + 1;
}

static void cut(struct trace *trace, const struct move *move,
                const struct event *event)
{
    const struct world *world = trace_world(trace);
    if (!may_be_short(world, event))
        return;
    int64_t count = trace_asked(trace, event);
    if (count > move->value && count >= least_to_cut(world, event))
        (void)trace_cut(trace, event, move->value);
}

static enum trace_action hold_late(struct moves *moves, struct trace *trace,
                                   const struct event *event)
{
    for (int i = 0; i < MOVES_LATE; i++)
        if (!moves->late[i] && trace_step_back(trace, event) == 0) {
            moves->late[i] = event->pid;
            moves->others_went = false;
            return TRACE_HOLD;
        }
    return TRACE_GO;
}

static enum trace_action make_move(struct moves *moves, struct trace *trace,
                                   const struct move *move,
                                   const struct event *event)
{
    switch (move->kind) {
    case MOVE_CUT: cut(trace, move, event); return TRACE_GO;
    case MOVE_FAIL:
        (void)trace_fail(trace, event, (int)move->value);
        moves->run->refused++;
        moves->run->failed_at = trace_place(trace, event->pid);
        return TRACE_GO;
    case MOVE_KILL:
        (void)trace_signal(trace, event->pid, (int)move->value);
        return TRACE_GO;
    case MOVE_HOLD: return TRACE_HOLD;
    case MOVE_LATE: return hold_late(moves, trace, event);
    case MOVE_NONE: break;
    }
    return TRACE_GO;
}

static enum trace_action make_moves(struct moves *moves, struct trace *trace,
                                    const struct event *event)
{
    enum trace_action action = TRACE_GO;
    const struct world *world = trace_world(trace);
    for (size_t i = 0; i < SCENE_MOVES; i++)
        if (matches(world, &moves->scene->moves[i], event) &&
            make_move(moves, trace, &moves->scene->moves[i], event) ==
                TRACE_HOLD)
            action = TRACE_HOLD;
    return action;
}

/* ---- what must never happen, and what is counted ---- */

/* kill(-1) ends every process of the user; kill of a pid that is not part of
 * the run hits a stranger. Neither is let through. */
static void guard_kill(struct moves *moves, struct trace *trace,
                       const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    if (!info || info->role != ROLE_KILL)
        return;
    int64_t target = (int32_t)event->arguments[0];
    if (target == -1) {
        moves->run->killed_everybody = true;
        moves->run->killed_at = event->place;
        (void)trace_fail(trace, event, EPERM);
    } else if (target > 0 && !moves->run->isolation &&
               !world_process(trace_world(trace), (int)target)) {
        (void)trace_fail(trace, event, ESRCH);
    }
}

static bool is_fruitless(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    if (event->kind != EVENT_LEAVE || !info)
        return false;
    if (info->role == ROLE_READ || info->role == ROLE_WRITE ||
        info->role == ROLE_LOCK || info->role == ROLE_FCNTL)
        return event->result == -EAGAIN;
    if (info->role == ROLE_OPEN) /* a FIFO that nobody reads */
        return event->result == -ENXIO;
    if (info->role == ROLE_SEND || info->role == ROLE_RECEIVE)
        return event->result == -EAGAIN || event->result == -ENOMSG ||
               event->result == -E2BIG;
    if (info->role == ROLE_CONNECT)
        return event->result == -EALREADY || event->result == -EINPROGRESS;
    if (info->role == ROLE_POLL) /* also what is ready, if nobody cares */
        return event->result >= 0;
    return info->role == ROLE_WAIT && event->result == 0;
}

/* As a program types it: recv is a recvfrom that asks for no address. */
static const char *typed_name(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    bool plain = event->arguments[4] == 0;
    if (plain && strcmp(info->name, "recvfrom") == 0)
        return "recv";
    return call_typed_name(info, true);
}

/* Asking again and again while nobody else does anything: a sleeper's count
 * stays, a busy waiter's grows without bound. */
static void count_spins(struct moves *moves, struct trace *trace,
                        const struct event *event)
{
    if (event->kind == EVENT_ENTER || event->kind == EVENT_FILL)
        return;
    bool ready = is_fruitless(event) && event->result > 0;
    if (!is_fruitless(event) || event->pid != moves->spin_pid) {
        moves->spins = is_fruitless(event);
        moves->spin_pid = event->pid;
        moves->ready_at = ready ? event->number : 0;
        return;
    }
    if (ready)
        moves->ready_at = event->number;
    if (++moves->spins < RUN_SPINS || moves->run->spinner)
        return;
    if (moves->ready_at) /* poll's word is told, not what came of it */
        event = log_at(trace_log(trace), moves->ready_at - 1);
    moves->run->spinner = event->pid;
    moves->run->spin_place = event->place;
    moves->run->spin_role = call_at(event->call)->role;
    moves->run->spin_name = typed_name(event);
    moves->run->spin_ready = moves->ready_at != 0;
    moves->run->spin_error = event->result < 0 ? (int)-event->result : 0;
    trace_pause(trace);
}

/* End-of-file, told again and again: no process but one that ignores it asks
 * on. Each descriptor has its own count: two may do it side by side, and one
 * may do it with two clients in turn. */
static void count_ends(struct moves *moves, struct trace *trace,
                       const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    const struct world *world = trace_world(trace);
    const struct process *process = world_process(world, event->pid);
    if (event->kind != EVENT_LEAVE || !info || info->role != ROLE_READ ||
        !process || !process->own_program || event->arguments[2] == 0)
        return;
    struct ends *ends =
        &moves->ends[(child_number(world, event->pid) + 7 * event->fd) %
                     MOVES_ENDS];
    if (event->result != 0 || ends->pid != event->pid || ends->fd != event->fd)
        *ends = (struct ends){ event->pid, event->fd, 0, event->place };
    ends->count += event->result == 0;
    if (ends->count < RUN_SPINS || moves->run->spinner)
        return;
    moves->run->spinner = event->pid;
    moves->run->spin_name = typed_name(event);
    moves->run->spin_place = ends->place;
    moves->run->spin_fd = event->fd;
    moves->run->spin_at_end = true;
    trace_pause(trace);
}

/* Signals that a program dies of when it goes wrong; the place is the one
 * where it stood. */
static void note_crash(struct moves *moves, struct trace *trace,
                       const struct event *event)
{
    if (event->kind != EVENT_SIGNAL ||
        (event->value != SIGSEGV && event->value != SIGBUS &&
         event->value != SIGABRT && event->value != SIGFPE &&
         event->value != SIGILL))
        return;
    const struct process *process =
        world_process(trace_world(trace), event->pid);
    if (!process || !process->own_program || moves->run->crash_signal)
        return;
    moves->run->crash_signal = event->value;
    moves->run->crashed_at = event->place;
}

static int count_alive(const struct world *world)
{
    int alive = 0;
    for (int i = 0; i < world->process_count; i++)
        alive += process_alive(&world->processes[i]) *
                 world->processes[i].thread_count;
    return alive;
}

/* A program that forks without end: the parent is kept where it stands, so it
 * makes no more, also where no limit of the system holds (root). */
static bool forks_too_much(struct moves *moves, struct trace *trace,
                           const struct event *event)
{
    if ((event->kind != EVENT_FORK && event->kind != EVENT_THREAD) ||
        count_alive(trace_world(trace)) <= RUN_PROCESSES)
        return false;
    moves->run->forked_too_much = true;
    moves->run->failed_at = event->place;
    trace_pause(trace);
    return true;
}

enum trace_action moves_entering(void *context, struct trace *trace,
                                 const struct event *event)
{
    struct moves *moves = context;
    guard_kill(moves, trace, event);
    return make_moves(moves, trace, event);
}

enum trace_action moves_happened(void *context, struct trace *trace,
                                 const struct event *event)
{
    struct moves *moves = context;
    count_spins(moves, trace, event);
    count_ends(moves, trace, event);
    note_crash(moves, trace, event);
    enum trace_action action = make_moves(moves, trace, event);
    if (forks_too_much(moves, trace, event))
        action = TRACE_HOLD;
    if (moves->scene->ends_in_reverse && event->kind == EVENT_EXIT)
        action = TRACE_HOLD;
    /* The program's last moment is held until its children have come to rest:
     * only then is it certain what it leaves behind. */
    if (event->kind == EVENT_EXIT && event->pid == trace_root(trace)) {
        moves->root_exited = true;
        moves->run->ignored_at_end =
            proc_ignored(trace_outer_pid(trace, event->pid));
        action = TRACE_HOLD;
    }
    return action;
}
