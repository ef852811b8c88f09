/* trace_undo.c - takes back what signals do to calls only because we watch.
 *
 *   A signal that a program ignores, such as SIGCHLD as it is at first, is thrown
 *   away by the kernel at once and no call notices. That of a traced process is
 *   kept, for the tracer might want it, and interrupts the call it finds:
 *
 *     semop, sigwait, epoll_wait ... give EINTR ──► entered anew, with what is
 *                                                   left of the time
 *     recv with SO_RCVTIMEO, as well
 *     write has moved some of its bytes,        ──► entered anew for the rest;
 *     or recv with MSG_WAITALL has                  the program gets the sum
 *
 * At the return stop the kernel is told to restart the call (ERESTARTNOHAND), as
 * it does itself for most calls. Where a signal that does something is pending
 * as well, nothing is taken back. ptrace(2), signal(7)
 */
#include "observe/trace_rest.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>

/* No program ever sees these: the call begins anew, the second only unless a
 * handler runs first. linux/errno.h */
#define RESTART_ALWAYS (-513)
#define RESTART_WITHOUT_HANDLER (-514)

/* ---- was it nothing but ignored signals? ---- */

static uint64_t bit(int number)
{
    return UINT64_C(1) << (number - 1);
}

static bool only_ignored_signals(const struct task *task)
{
    struct signal_sets sets;
    const uint64_t by_default =
        bit(SIGCHLD) | bit(SIGCONT) | bit(SIGURG) | bit(SIGWINCH);
    if (proc_signals(task->tid, &sets) == -1)
        return false;
    uint64_t pending = (sets.pending | sets.shared) & ~sets.blocked;
    uint64_t harmless = sets.ignored | (by_default & ~sets.caught);
    return pending != 0 && (pending & ~harmless) == 0;
}

/* ---- bytes that were cut off ---- */

static bool is_stream(const struct object *object)
{
    return object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO ||
           (object->kind == OBJECT_SOCKET &&
            object_fact(object, "type", 0) != SOCK_DGRAM);
}

/* Could the call have gone on? A write could not if its readers are gone. */
static bool was_cut(const struct trace *trace, const struct task *task,
                    const struct registers *registers)
{
    int flags;
    const struct event *entered = &task->entered;
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct descriptor *descriptor =
        process ? world_descriptor(process, entered->fd) : NULL;
    const struct object *object = world_object(&trace->world, entered->object);
    if (!object || !descriptor || descriptor->access & ACCESS_NONBLOCK ||
        !is_stream(object) ||
        rest_asked(task, registers, &flags) <= registers_result(registers) ||
        flags & MSG_DONTWAIT)
        return false;
    if (call_at(task->call)->role == ROLE_READ)
        return true; /* at the end of the stream it finds that out again */
    int other = object->kind == OBJECT_SOCKET ? object->peer : object->id;
    return object->outside || object->before ||
           world_holders(&trace->world, other, ACCESS_READ) > 0;
}

/* ---- at the stops ---- */

static void begin(const struct trace *trace, struct task *task,
                  const struct registers *registers)
{
    const struct object *object =
        world_object(&trace->world, task->entered.object);
    if (task->undone.active)
        return;
    task->undone =
        (struct undone){ .active = true,
                         .call = task->call,
                         .stack = registers_stack(registers),
                         .since_us = task->entered_us,
                         .socket = object && object->kind == OBJECT_SOCKET };
    for (int i = 0; i < 6; i++)
        task->undone.arguments[i] = registers_argument(registers, i);
}

static void finish(struct task *task, struct registers *registers)
{
    int64_t result = registers_result(registers), moved = task->undone.moved;
    rest_put_back(task, registers);
    if (moved > 0)
        (void)registers_set_result(task->tid, registers,
                                   moved + (result > 0 ? result : 0));
    task->undone.active = false;
}

void undo_entered(struct task *task)
{
    /* A handler may have jumped out of the call that was to go on. */
    if (task->undone.active &&
        (task->undone.call != task->call ||
         task->undone.stack != registers_stack(&task->registers)))
        task->undone.active = false;
    if (!task->undone.active)
        task->entered_us = trace_now_us();
}

bool undo_cut(struct task *task, int64_t count)
{
    struct registers *registers = &task->registers;
    if (!task->undone.active)
        task->undone = (struct undone){ .active = true,
                                        .call = task->call,
                                        .stack = registers_stack(registers),
                                        .since_us = task->entered_us };
    for (int i = 0; i < 6; i++)
        task->undone.arguments[i] = registers_argument(registers, i);
    return rest_first(task, registers, count);
}

/* Makes the call begin anew for what is left of it. Returns false if it cannot
 * be done: then it ends as the kernel says. */
static bool go_on(const struct trace *trace, struct task *task,
                  struct registers *registers, bool cut)
{
    int64_t result = registers_result(registers);
    begin(trace, task, registers);
    if (cut && !rest_of_bytes(task, registers, result))
        return false;
    if (cut)
        task->undone.moved += result;
    if (rest_of_time(task, registers) &&
        registers_set_result(task->tid, registers,
                             cut ? RESTART_ALWAYS : RESTART_WITHOUT_HANDLER) ==
            0)
        return true;
    if (cut)
        task->undone.moved -= result;
    return false;
}

void undo_left(const struct trace *trace, struct task *task,
               struct registers *registers)
{
    int64_t result = registers_result(registers);
    enum call_role role = call_at(task->call)->role;
    bool moves = result > 0 && (role == ROLE_READ || role == ROLE_WRITE);
    if (result != -EINTR && !moves && !task->undone.active)
        return; /* nearly always */
    bool cut = moves && was_cut(trace, task, registers);
    if ((result == -EINTR || cut) && only_ignored_signals(task) &&
        go_on(trace, task, registers, cut))
        return;
    bool restarts = result <= -512 && result >= -516; /* by the kernel */
    if (task->undone.active && !restarts)
        finish(task, registers);
}
