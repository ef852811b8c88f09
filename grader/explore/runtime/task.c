/* task.c - processes and threads begin and end.
 *
 *   creator: task_new ─► task_arrives (sleeps) ........... goes on
 *   new one:             task_begins ─► its first operation ─┘
 *
 * The creator keeps the turn: a new task only comes to where it stands.
 */
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "explore/runtime/token.h"

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
    token_wait(&me()->go);
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
    token_finish();
    bool first = task->state == TASK_STARTING;
    if (end_matters && !first)
        end_step();
    token_finish();
    task_is_dead(self, status);
    if (first) {
        token_give(&board->tasks[task->parent].go);
        return;
    }
    int next = token_choose();
    board->current = (uint32_t)next;
    token_give(&board->tasks[next].go);
}
