/* trace_loop.c - in which loop a process is that makes no call.
 *
 *   computing task ─step, step, step─► its stacks, outermost frame first:
 *
 *      main:90  serve:41  has_room:12        all alike down to serve,
 *      main:90  serve:42                     which is at several lines:
 *      main:90  serve:41  has_room:13        the loop begins at serve:41
 *
 * Steps are followed over enough instructions for a short loop to come round
 * many times, so the answer does not depend on where the task was met.
 */
#include "observe/trace_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define STEPS 4000
#define DEPTH 12
#define ADDRESSES 1024 /* of a longer loop a part is known */

struct stack {
    struct place frames[DEPTH]; /* the outermost first */
    int depth;
};

struct loop {
    struct stack common; /* of all stacks so far; where they part, the smallest
                            line is the last frame */
    bool any;
    uint64_t seen[ADDRESSES]; /* instructions whose stack was looked at */
};

static bool computes(const struct task *task)
{
    struct task_facts facts;
    return task->recorded && !task->stopped &&
           proc_task(task->tid, &facts) == 0 && facts.state == 'R';
}

static struct task *first_computing(const struct trace *trace)
{
    struct task *first = NULL;
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        if (computes(task) && (!first || task->shown_tid < first->shown_tid))
            first = task;
    }
    return first;
}

static bool new_address(struct loop *loop, uint64_t address)
{
    for (size_t i = 0; i < ADDRESSES; i++) {
        uint64_t *slot = &loop->seen[(address + i) % ADDRESSES];
        if (*slot == address)
            return false;
        if (*slot == 0) {
            *slot = address;
            return true;
        }
    }
    return false;
}

static bool same_function(const struct place *a, const struct place *b)
{
    return a->file == b->file && a->function == b->function;
}

static void add_stack(struct loop *loop, const struct stack *stack)
{
    struct stack *common = &loop->common;
    if (!loop->any)
        *common = *stack;
    loop->any = true;
    for (int i = 0; i < common->depth; i++) {
        struct place *ours = &common->frames[i];
        const struct place *theirs = &stack->frames[i];
        if (i >= stack->depth || !same_function(ours, theirs)) {
            common->depth = i;
        } else if (ours->line != theirs->line) {
            if (theirs->line < ours->line)
                ours->line = theirs->line;
            common->depth = i + 1;
        } else if (i == stack->depth - 1) {
            common->depth = i + 1;
        }
    }
}

static void look(struct trace *trace, struct task *task, struct loop *loop)
{
    struct place frames[DEPTH];
    struct stack stack = { .depth = 0 };
    uint64_t words[REGISTERS_UNWIND], pc;
    if (registers_get(task->tid, &task->registers) == -1)
        return;
    (void)registers_dwarf(&task->registers, words, &pc);
    if (!new_address(loop, pc))
        return;
    int depth = source_stack(trace->source, task->image, task->tid,
                             &task->registers, frames, DEPTH);
    for (int i = depth - 1; i >= 0; i--)
        stack.frames[stack.depth++] = frames[i];
    if (stack.depth > 0)
        add_stack(loop, &stack);
}

/* The stop of a step, of a call that is watched, or of a signal, which is not
 * handed on: false only when the task is gone. */
static bool stopped_again(const struct task *task)
{
    int status;
    pid_t got;
    do
        got = waitpid(task->tid, &status, __WALL);
    while (got == -1 && errno == EINTR);
    return got == task->tid && WIFSTOPPED(status);
}

struct place trace_loop(struct trace *trace)
{
    struct place none = { 0 };
    struct task *task = trace->look ? NULL : first_computing(trace);
    if (!task || ptrace(PTRACE_INTERRUPT, task->tid, 0, 0) == -1 ||
        !stopped_again(task))
        return none;
    struct loop *loop = calloc(1, sizeof *loop);
    if (!loop)
        return none;
    for (int i = 0; i < STEPS; i++) {
        look(trace, task, loop);
        if (ptrace(PTRACE_SINGLESTEP, task->tid, 0, 0L) == -1 ||
            !stopped_again(task))
            break;
    }
    struct place found = loop->common.depth > 0
                             ? loop->common.frames[loop->common.depth - 1]
                             : none;
    free(loop);
    return found;
}
