/* token.c - whose turn it is.
 *
 *   turn(op):  publish op ─► choose ─► me? go on
 *                                  └─► another: wake it, sleep until my turn
 *
 * Everything here is done by the task that has the turn, so the board needs no
 * lock; the futex in `go` hands it over, and orders memory by that.
 */
#include "explore/runtime/runtime.h"

#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FRAMES 16         /* between a call of the program and here */
#define FRAME_WORDS 65536 /* a frame that is larger is none */

struct board *board;
__thread int self = -1;

extern struct real __start_reals[], __stop_reals[]; /* made by the linker */

void real_find(struct real *real)
{
    *(void **)&real->function = dlsym(RTLD_NEXT, real->name);
    if (!real->function)
        abort();
}

void real_find_all(void)
{
    /* cppcheck-suppress comparePointers ; the two ends of one section */
    for (struct real *real = __start_reals; real < __stop_reals; real++)
        real_find(real);
}

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

static void wait_for(uint32_t *word)
{
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == 0)
        futex(word, FUTEX_WAIT, 0);
    __atomic_store_n(word, 0, __ATOMIC_RELAXED);
}

static void give(uint32_t *word)
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
    give(&board->over);
    for (;;)
        wait_for(&never);
}

void run_unable(const char *what)
{
    snprintf(board->text, sizeof board->text, "%s", what);
    run_over(RUN_UNABLE);
}

/* ---- who goes on ---- */

static bool can_go(int task)
{
    return board->tasks[task].state == TASK_READY;
}

static uint16_t candidates(void)
{
    uint16_t set = 0;
    for (uint32_t t = 0; t < board->task_count; t++)
        if (can_go((int)t))
            set |= (uint16_t)(1u << t);
    return set;
}

/* When nobody can go on, time passes until the first who waits no longer. */
static bool let_time_pass(void)
{
    struct task *first = NULL;
    for (uint32_t t = 0; t < board->task_count; t++) {
        struct task *task = &board->tasks[t];
        if (task->state == TASK_WAITING && task->timed &&
            (!first || task->deadline < first->deadline))
            first = task;
    }
    if (!first)
        return false;
    if (first->deadline > board->now)
        board->now = first->deadline;
    first->expired = true;
    first->state = TASK_READY;
    return true;
}

/* Who looks at unchanged memory again and again waits like others, but may be
 * about to stop looking: it goes on when nobody else can. */
static bool let_spinner_look(void)
{
    for (uint32_t t = 0; t < board->task_count; t++) {
        struct task *task = &board->tasks[t];
        if (task->state == TASK_WAITING && task->spins && task->looks > 0) {
            task->looks--;
            task->state = TASK_READY;
            return true;
        }
    }
    return false;
}

/* Who runs goes on; if it cannot, the next in turn. */
static int by_policy(uint16_t set)
{
    if (board->previous < BOARD_TASKS && (set >> board->previous & 1))
        return (int)board->previous;
    for (uint32_t i = 1; i <= BOARD_TASKS; i++) {
        uint32_t t = (board->previous + i) % BOARD_TASKS;
        if (set >> t & 1)
            return (int)t;
    }
    return -1;
}

static bool all_ended(void)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].state != TASK_ENDED)
            return false;
    return true;
}

/* By the schedule: who found out at this step that it had to wait finds out
 * again, so that everything is as it was then. */
static int by_schedule(uint16_t set)
{
    uint32_t at = board->step_count;
    uint16_t first = set & board->refusals[at] & ~board->steps[at].refused;
    if (first)
        return __builtin_ctz(first);
    if (!(set >> board->choices[at] & 1))
        run_over(RUN_INFEASIBLE);
    return board->choices[at];
}

/* Who waits for an end looks whether it was this one, and goes on to its next
 * operation: that is no step, for nobody can tell when it happens. */
static int hears_of_end(void)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].end_news) {
            board->tasks[t].end_news = false;
            return (int)t;
        }
    return -1;
}

static int choose(void)
{
    int hearer = hears_of_end();
    if (hearer != -1)
        return hearer;
    if (board->step_count >= BOARD_STEPS - 1)
        run_over(RUN_ENDLESS);
    struct step *step = &board->steps[board->step_count];
    uint16_t set = candidates();
    while (set == 0) {
        if (all_ended())
            run_over(RUN_DONE);
        if (!let_time_pass() && !let_spinner_look())
            run_over(RUN_DEADLOCK);
        set = candidates();
    }
    step->candidates |= set;
    return board->step_count < board->choice_count ? by_schedule(set)
                                                   : by_policy(set);
}

static void pass_on(void)
{
    int next = choose();
    board->current = (uint32_t)next;
    if (next == self)
        return;
    give(&board->tasks[next].go);
    wait_for(&me()->go);
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
    snprintf(step->text, sizeof step->text, "%s", op.name);
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

static void step_finish(void)
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
    step_finish();
    op.caller = caller_of(op.pc);
    task->op = op;
    task->state = TASK_READY;
    if (first) { /* whoever made this task still has the turn */
        give(&board->tasks[task->parent].go);
        wait_for(&task->go);
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
    step_finish();
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
    step_finish();
    bool first = task->state == TASK_STARTING;
    op.caller = caller_of(op.pc);
    task->op = op;
    task->state = TASK_WAITING;
    task->for_end = true;
    if (first) {
        give(&board->tasks[task->parent].go);
        wait_for(&task->go);
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
    step_finish();
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

/* ---- tasks begin and end ---- */

int task_new(bool thread)
{
    uint32_t number = board->task_count;
    if (number == BOARD_TASKS)
        run_over(RUN_ENDLESS);
    board->task_count++;
    struct task *task = &board->tasks[number];
    memset(task, 0, sizeof *task);
    task->state = TASK_STARTING;
    task->parent = self;
    task->thread = thread;
    task->process = thread ? me()->process : (int)number;
    task->masked = me()->masked;
    task->handled = me()->handled;
    task->ignored = me()->ignored;
    task->forked_at = board->step_count;
    return (int)number;
}

void task_begins(int task)
{
    self = task;
    me()->pid = getpid();
    me()->tid = (pid_t)REAL(syscall)(SYS_gettid);
}

void task_arrives(void)
{
    wait_for(&me()->go);
}

static void end_step(void)
{
    struct task *task = me();
    struct operation op = {
        .name = "ends",
        .thing = (uint16_t)thing_of(THING_FAMILY, (uint64_t)task->parent, 0),
        .flags = STEP_WRITES | STEP_ATOMIC | STEP_RELEASES | STEP_ENDS,
    };
    (void)turn(op);
}

void task_is_dead(int number, int status)
{
    struct task *task = &board->tasks[number];
    task->state = TASK_ENDED;
    task->status = status;
    task->end_order = (int)++board->ends;
    task->end_news = false;
    if (number == 0)
        board->root_status = status;
    if (!task->thread) {
        if (end_matters || number != self)
            board->gone = (uint32_t)number + 1;
        if (task->parent >= 0 && board->tasks[task->parent].state != TASK_ENDED)
            signal_send(board->tasks[task->parent].process, SIGCHLD);
    }
    wake_all_waiting();
    for (uint32_t t = 0; t < board->task_count; t++)
        board->tasks[t].end_news =
            board->tasks[t].for_end && board->tasks[t].state == TASK_WAITING;
}

void task_ends(int status)
{
    struct task *task = me();
    step_finish();
    bool first = task->state == TASK_STARTING;
    if (end_matters && !first)
        end_step();
    step_finish();
    task_is_dead(self, status);
    if (first) {
        give(&board->tasks[task->parent].go);
        return;
    }
    int next = choose();
    board->current = (uint32_t)next;
    give(&board->tasks[next].go);
}
