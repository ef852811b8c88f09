/* token.c - whose turn it is.
 *
 *   turn(op):  publish op ─► choose ─► me? go on
 *                                  └─► another: wake it, sleep until my turn
 *
 * Everything here is done by the task that has the turn, so the board needs no
 * lock; the futex in `go` hands it over, and orders memory by that.
 */
#include "explore/runtime/token.h"

#include <linux/futex.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FRAMES 16         /* between a call of the program and here */
#define FRAME_WORDS 65536 /* a frame that is larger is none */

struct board *board;
__thread int self = -1;

bool explored(void)
{
    return board && self >= 0;
}

struct task *me(void)
{
    return &board->tasks[self];
}

static long futex(uint32_t *word, int what, uint32_t value)
{
    return REAL(syscall)(SYS_futex, word, what, value, NULL, NULL, 0);
}

void token_wait(uint32_t *word)
{
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == 0)
        futex(word, FUTEX_WAIT, 0);
    __atomic_store_n(word, 0, __ATOMIC_RELAXED);
}

void token_give(uint32_t *word)
{
    __atomic_store_n(word, 1, __ATOMIC_RELEASE);
    futex(word, FUTEX_WAKE, 1);
}

/* A process that holds locks or descriptors gives them back when it is really
 * gone, and only then may the next step come. */
static void wait_until_gone(void)
{
    uint32_t gone = board->gone;
    board->gone = 0;
    if (gone == 0)
        return;
    int fd = (int)REAL(syscall)(SYS_pidfd_open, board->tasks[gone - 1].pid, 0);
    struct pollfd end = { .fd = fd, .events = POLLIN };
    while (fd != -1 && REAL(syscall)(SYS_ppoll, &end, 1, NULL, NULL, 0) == -1)
        ;
    if (fd != -1)
        REAL(syscall)(SYS_close, fd);
}

void run_over(enum run_result result)
{
    static uint32_t never;
    board->result = result;
    token_give(&board->over);
    for (;;)
        token_wait(&never);
}

void run_unable(const char *what)
{
    snprintf(board->text, sizeof board->text, "%s", what);
    run_over(RUN_UNABLE);
}

static void pass_on(void)
{
    int next = token_choose();
    board->current = (uint32_t)next;
    if (next == self)
        return;
    token_give(&board->tasks[next].go);
    token_wait(&me()->go);
}

/* ---- steps ---- */

/* The frames of the runtime and of the program all have frame pointers, which
 * lie before the return addresses on x86-64 and arm64 alike. */
static uint64_t caller_of(uint64_t pc)
{
    const uint64_t *frame = __builtin_frame_address(0);
    bool found = false;
    for (int i = 0; i < FRAMES && frame; i++) {
        const uint64_t *next = (const uint64_t *)(uintptr_t)frame[0];
        if (found)
            return frame[1];
        found = frame[1] == pc;
        if (next <= frame || next > frame + FRAME_WORDS)
            return 0;
        frame = next;
    }
    return 0;
}

/* By hand: what a run has of the library are pages to be mapped again. */
static void copy_name(char *to, size_t room, const char *from)
{
    size_t i = 0;
    for (; i < room - 1 && from[i]; i++)
        to[i] = from[i];
    to[i] = '\0';
}

static void take_step(struct operation op)
{
    struct step *step = &board->steps[board->step_count];
    step->op = op;
    step->op.caller = caller_of(op.pc);
    step->task = (uint8_t)self;
    step->handler = (uint8_t)me()->handler;
    step->joined = me()->joined;
    me()->joined = 0;
    step->has_also = false;
    step->before = step->after = 0;
    copy_name(step->text, sizeof step->text, op.name);
    if (board->removed[op.thing] && !(op.flags & STEP_ENDS)) {
        board->step_count++;
        run_over(RUN_REMOVED);
    }
    if (op.flags & STEP_REMOVES)
        board->removed[op.thing] = (uint16_t)(board->step_count + 1);
    board->step_count++;
    board->steps[board->step_count].candidates = 0;
    board->steps[board->step_count].refused = 0;
    board->previous = (uint32_t)self;
}

static bool overlaps(const struct wait *wait, const struct operation *op)
{
    if (wait->thing != op->thing)
        return false;
    if (wait->size == 0 || op->size == 0)
        return true;
    return wait->offset < op->offset + op->size &&
           op->offset < wait->offset + wait->size;
}

/* A step that has changed something lets those try again who wait for it. */
static void let_try_again(const struct operation *op)
{
    if (!(op->flags & STEP_WRITES))
        return;
    for (uint32_t t = 0; t < board->task_count; t++) {
        struct task *task = &board->tasks[t];
        if (task->state != TASK_WAITING)
            continue;
        for (int i = 0; i < task->wait_count; i++)
            if (overlaps(&task->waits[i], op)) {
                task->state = TASK_READY;
                task->spins = false;
            }
    }
}

/* What the task's last step may have changed: known when the task comes to its
 * next operation, for a step that found it must wait has changed nothing. */
static __thread struct operation changes[2];
static __thread int change_count;

void token_finish(void)
{
    access_finish();
    for (int i = 0; i < change_count; i++)
        let_try_again(&changes[i]);
    change_count = 0;
}

void step_only_looked(void)
{
    change_count = 0;
}

static void begin_to_stand(struct operation op)
{
    struct task *task = me();
    bool first = task->state == TASK_STARTING;
    token_finish();
    op.caller = caller_of(op.pc);
    task->op = op;
    task->state = TASK_READY;
    if (first) { /* whoever made this task still has the turn */
        token_give(&board->tasks[task->parent].go);
        token_wait(&task->go);
    } else if (!task->granted) {
        pass_on();
    }
    task->granted = false;
    wait_until_gone();
}

struct step *turn(struct operation op)
{
    for (;;) {
        begin_to_stand(op);
        if (!signal_waits())
            break;
        signals_handle();
    }
    take_step(op);
    changes[change_count++] = op;
    return &board->steps[board->step_count - 1];
}

void step_now(struct operation op)
{
    token_finish();
    me()->granted = false;
    take_step(op);
    changes[change_count++] = op;
}

void step_also(struct operation op)
{
    struct step *step = &board->steps[board->step_count - 1];
    step->also = op;
    step->has_also = true;
    changes[change_count++] = op;
}

/* Returns with the turn; false if it need not try again. */
static bool stand_still(void)
{
    struct task *task = me();
    task->state = TASK_WAITING;
    task->wait_order = ++board->waits;
    pass_on();
    wait_until_gone();
    task->granted = true;
    bool expired = task->expired;
    task->expired = task->timed = false;
    task->wait_count = 0;
    if (signal_waits() && (task->asleep || signal_interrupts())) {
        task->asleep = false;
        signals_handle();
        errno = EINTR;
        return false;
    }
    if (expired)
        errno = ETIMEDOUT;
    return !expired;
}

bool blocked(const struct wait *waits, int count)
{
    struct task *task = me();
    step_only_looked();
    board->step_count--; /* the last one only found out that it must wait */
    struct step *step = &board->steps[board->step_count];
    step->refused |= (uint16_t)(1u << self);
    step->candidates &= (uint16_t) ~(1u << self);
    board->previous = board->step_count > 0
                          ? board->steps[board->step_count - 1].task
                          : BOARD_TASKS;
    if (board->step_count < board->choice_count &&
        board->choices[board->step_count] == self)
        run_over(RUN_INFEASIBLE);
    memcpy(task->waits, waits, (size_t)count * sizeof *waits);
    task->wait_count = count;
    return stand_still();
}

void wait_for_end(struct operation op)
{
    struct task *task = me();
    token_finish();
    bool first = task->state == TASK_STARTING;
    op.caller = caller_of(op.pc);
    task->op = op;
    task->state = TASK_WAITING;
    task->for_end = true;
    if (first) {
        token_give(&board->tasks[task->parent].go);
        token_wait(&task->go);
    } else {
        pass_on();
    }
    task->for_end = false;
    task->state = TASK_READY;
    wait_until_gone();
}

bool blocked_on(struct operation op)
{
    struct wait wait = { op.thing, op.size, op.offset };
    return blocked(&wait, 1);
}

bool sleep_on(struct operation op)
{
    struct task *task = me();
    token_finish();
    op.caller = caller_of(op.pc);
    task->op = op;
    task->asleep = true;
    task->sleep_thing = op.thing;
    task->sleep_offset = op.offset;
    bool woken = stand_still();
    int saved = errno;
    if (woken)
        take_step(op);
    task->asleep = false;
    task->granted = false;
    errno = saved;
    return woken;
}

int wake(int thing, uint64_t offset, int most)
{
    int woken = 0;
    while (woken < most) {
        struct task *first = NULL;
        for (uint32_t t = 0; t < board->task_count; t++) {
            struct task *task = &board->tasks[t];
            if (task->state == TASK_WAITING && task->asleep &&
                task->sleep_thing == thing && task->sleep_offset == offset &&
                (!first || task->wait_order < first->wait_order))
                first = task;
        }
        if (!first)
            break;
        first->state = TASK_READY;
        first->timed = false;
        woken++;
    }
    return woken;
}

void wake_all_waiting(void)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].state == TASK_WAITING && !board->tasks[t].asleep &&
            !board->tasks[t].for_end) {
            board->tasks[t].state = TASK_READY;
            board->tasks[t].spins = false;
        }
}
