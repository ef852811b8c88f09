/* trace_undo.c - takes back what signals do to calls only because we watch.
 *
 *   A signal that a program ignores, such as SIGCHLD as it is at first, is thrown
 *   away by the kernel at once and no call notices. That of a traced process is
 *   kept, for the tracer might want it, and interrupts the call it finds:
 *
 *     semop, sigwait, epoll_wait ... give EINTR ──► entered anew, with what is
 *                                                   left of the time
 *     write has moved some of its bytes         ──► entered anew for the rest;
 *                                                   the program gets the sum
 *
 * At the return stop the kernel is told to restart the call (ERESTARTNOHAND), as
 * it does itself for most calls. Where a signal that does something is pending
 * as well, nothing is taken back. ptrace(2), signal(7)
 */
#include "observe/trace_private.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* No program ever sees these: the call begins anew, the second only unless a
 * handler runs first. linux/errno.h */
#define RESTART_ALWAYS (-513)
#define RESTART_WITHOUT_HANDLER (-514)

#define RED_ZONE 256 /* bytes below the stack that a function may use */

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

/* ---- what is left of a time ---- */

/* Which argument is a time-out of the call; -1 for none. */
static int timeout_argument(const char *name)
{
    return strcmp(name, "semtimedop") == 0          ? 3
           : strcmp(name, "rt_sigtimedwait") == 0   ? 2
           : strncmp(name, "epoll_pwait2", 12) == 0 ? 3
                                                    : -1;
}

static bool is_epoll_wait(const char *name)
{
    return strcmp(name, "epoll_wait") == 0 || strcmp(name, "epoll_pwait") == 0;
}

static int64_t left_us(const struct task *task, int64_t whole_us)
{
    return whole_us - (int64_t)(trace_now_us() - task->undone.since_us);
}

/* The kernel reads the time when the call begins: it is put where no function
 * of the program has anything, below its stack. */
static bool shorten_timespec(struct task *task, struct registers *registers,
                             int index)
{
    struct timespec whole, *remote;
    uint64_t given = (uint64_t)task->undone.arguments[index];
    if (given == 0)
        return true;
    if (proc_memory(task->group, given, &whole, sizeof whole) !=
        (ssize_t)sizeof whole)
        return false;
    int64_t left =
        left_us(task, (int64_t)whole.tv_sec * 1000000 + whole.tv_nsec / 1000);
    left = left < 0 ? 0 : left;
    whole = (struct timespec){ left / 1000000, left % 1000000 * 1000 };
    uint64_t place =
        (registers_stack(registers) - RED_ZONE - sizeof whole) & ~UINT64_C(15);
    remote = (struct timespec *)(uintptr_t)place;
    struct iovec from = { &whole, sizeof whole }, to = { remote, sizeof whole };
    return process_vm_writev(task->group, &from, 1, &to, 1, 0) ==
               (ssize_t)sizeof whole &&
           registers_set_argument(task->tid, registers, index,
                                  (int64_t)place) == 0;
}

static bool shorten(struct task *task, struct registers *registers)
{
    const char *name = call_at(task->call)->name;
    int index = timeout_argument(name);
    if (index >= 0)
        return shorten_timespec(task, registers, index);
    if (!is_epoll_wait(name) || (int)task->undone.arguments[3] < 0)
        return true;
    int64_t left =
        left_us(task, (int64_t)(int)task->undone.arguments[3] * 1000);
    return registers_set_argument(task->tid, registers, 3,
                                  left > 0 ? (left + 999) / 1000 : 0) == 0;
}

/* ---- a write that was cut ---- */

/* Could the write have gone on? Not if its readers are gone. */
static bool was_cut(const struct trace *trace, const struct task *task)
{
    const char *name = call_at(task->call)->name;
    const struct event *entered = &task->entered;
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct descriptor *descriptor =
        process ? world_descriptor(process, entered->fd) : NULL;
    const struct object *object = world_object(&trace->world, entered->object);
    bool sends = strcmp(name, "sendto") == 0;
    if (!object || !descriptor || descriptor->access & ACCESS_NONBLOCK ||
        (strcmp(name, "write") != 0 && !sends) ||
        (sends && entered->arguments[3] & MSG_DONTWAIT))
        return false;
    int other = object->kind == OBJECT_SOCKET ? object->peer : object->id;
    bool stream = object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO ||
                  (object->kind == OBJECT_SOCKET &&
                   object_fact(object, "type", 0) != SOCK_DGRAM);
    return stream && (object->outside || object->before ||
                      world_holders(&trace->world, other, ACCESS_READ) > 0);
}

/* ---- at the stops ---- */

static void begin(struct task *task, const struct registers *registers)
{
    if (task->undone.active)
        return;
    task->undone = (struct undone){ .active = true,
                                    .call = task->call,
                                    .stack = registers_stack(registers),
                                    .since_us = task->entered_us };
    for (int i = 0; i < 6; i++)
        task->undone.arguments[i] = registers_argument(registers, i);
}

/* All that was changed is as it was when the program made the call. */
static void finish(struct task *task, struct registers *registers)
{
    int64_t result = registers_result(registers), moved = task->undone.moved;
    for (int i = 1; i < 6; i++) /* the first was never changed */
        if (registers_argument(registers, i) != task->undone.arguments[i])
            (void)registers_set_argument(task->tid, registers, i,
                                         task->undone.arguments[i]);
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

void undo_left(const struct trace *trace, struct task *task,
               struct registers *registers)
{
    int64_t result = registers_result(registers);
    bool is_short = call_at(task->call)->role == ROLE_WRITE && result > 0 &&
                    result < registers_argument(registers, 2);
    if (result != -EINTR && !is_short && !task->undone.active)
        return; /* nearly always */
    bool cut = is_short && was_cut(trace, task);
    if ((result == -EINTR || cut) && only_ignored_signals(task)) {
        begin(task, registers);
        if (cut) {
            task->undone.moved += result;
            (void)registers_set_argument(task->tid, registers, 1,
                                         registers_argument(registers, 1) +
                                             result);
            (void)registers_set_argument(task->tid, registers, 2,
                                         registers_argument(registers, 2) -
                                             result);
        }
        if (shorten(task, registers) &&
            registers_set_result(task->tid, registers,
                                 cut ? RESTART_ALWAYS
                                     : RESTART_WITHOUT_HANDLER) == 0)
            return;
    }
    bool restarts = result <= -512 && result >= -516; /* by the kernel */
    if (task->undone.active && !restarts)
        finish(task, registers);
}
