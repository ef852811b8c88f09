/* process.c - a run's processes, and their ends.
 *
 *   root: main() ─fork─► children ─exit, crash─► task_ends
 *        ▲                                           │
 *        └────────────── wait, in the order of ends ─┘
 */
#include "explore/runtime/runtime.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

bool end_matters;

/* ---- ends ---- */

void end_by_signal(int number)
{
    pid_t pid = getpid();
    REAL(signal)(number, SIG_DFL);
    task_ends(number);
    for (;;)
        REAL(syscall)(SYS_kill, pid, number);
}

static void on_end(int status, void *unused)
{
    (void)unused;
    if (!explored() || me()->state == TASK_ENDED)
        return;
    fflush(NULL);
    task_ends((status & 0xff) << 8);
}

void _exit(int status)
{
    if (explored() && me()->state != TASK_ENDED)
        task_ends((status & 0xff) << 8);
    for (;;)
        REAL(syscall)(SYS_exit_group, status);
}

void _Exit(int status)
{
    _exit(status);
}

/* Where the instruction stands; a line is looked up just before an address. */
static uint64_t place_of(const ucontext_t *context)
{
#if defined __x86_64__
    return (uint64_t)context->uc_mcontext.gregs[REG_RIP] + 1;
#elif defined __aarch64__
    return context->uc_mcontext.pc + 1;
#else
    (void)context;
    return 0;
#endif
}

/* A crash ends the process like any other end; its parent learns of it. */
static void on_crash(int number, siginfo_t *facts, void *context)
{
    (void)facts;
    REAL(signal)(number, SIG_DFL);
    if (explored() && me()->state != TASK_ENDED) {
        me()->crashed_at = place_of(context);
        task_ends(number);
    }
    REAL(raise)(number);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    REAL(sigprocmask)(SIG_UNBLOCK, &set, NULL);
}

void ends_begin(void)
{
    static const int crashes[] = { SIGSEGV, SIGBUS,  SIGFPE, SIGILL,
                                   SIGABRT, SIGTRAP, SIGSYS, SIGXFSZ };
    static char stack[64 * 1024];
    stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
    struct sigaction action = { .sa_sigaction = on_crash,
                                .sa_flags =
                                    SA_ONSTACK | SA_NODEFER | SA_SIGINFO };
    sigaltstack(&other, NULL);
    REAL(signal)(SIGPIPE, SIG_IGN); /* write tells: see descriptor.c */
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        REAL(sigaction)(crashes[i], &action, NULL);
    on_exit(on_end, NULL);
}

/* ---- fork ---- */

pid_t fork(void)
{
    if (!explored())
        return REAL(fork)();
    int child = task_new(false);
    fflush(NULL);
    pid_t pid = REAL(fork)();
    if (pid == 0) {
        task_begins(child);
        look_forget();
        return 0;
    }
    if (pid == -1)
        run_unable("fork failed");
    board->tasks[child].pid = pid;
    task_arrives();
    return pid;
}

pid_t vfork(void)
{
    return fork();
}

/* ---- wait ---- */

static bool is_mine(const struct task *task, pid_t pid)
{
    return !task->thread && task->parent >= 0 && !task->reaped &&
           board->tasks[task->parent].process == me()->process &&
           task != &board->tasks[0] && (pid == -1 || task->pid == pid);
}

/* The child that ended first; *any: there is one that has not been reaped. */
static int first_ended(pid_t pid, bool *any)
{
    int first = -1;
    *any = false;
    for (uint32_t t = 1; t < board->task_count; t++) {
        const struct task *task = &board->tasks[t];
        if (!is_mine(task, pid))
            continue;
        *any = true;
        if (task->state == TASK_ENDED &&
            (first == -1 || task->end_order < board->tasks[first].end_order))
            first = (int)t;
    }
    return first;
}

static pid_t reap(int child, int *status)
{
    struct task *task = &board->tasks[child];
    task->reaped = true;
    me()->joined |= (uint16_t)(1u << child);
    while (REAL(waitpid)(task->pid, status, 0) == -1 && errno == EINTR)
        ;
    return task->pid;
}

static pid_t wait_child(const char *name, pid_t pid, int *status, int options,
                        uint64_t pc)
{
    struct operation op = {
        .name = name,
        .pc = pc,
        .thing = (uint16_t)thing_of(THING_FAMILY, (uint64_t)self, 0),
        .flags = STEP_READS | STEP_ATOMIC | STEP_ACQUIRES,
    };
    pid = pid == 0 ? -1 : pid;
    for (;;) {
        bool any;
        struct step *step = options & WNOHANG ? turn(op) : NULL;
        int child = first_ended(pid, &any);
        if (child != -1) {
            look_forget();
            return reap(child, status);
        }
        if (!any) {
            errno = ECHILD;
            return -1;
        }
        if (!step) {
            wait_for_end(op);
            bool interrupts = signal_waits() && signal_interrupts();
            signals_handle();
            if (interrupts) {
                errno = EINTR;
                return -1;
            }
        } else if (!look_in_vain(step, 0))
            return 0;
    }
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    if (!explored())
        return REAL(waitpid)(pid, status, options);
    return wait_child("waitpid", pid, status, options, CALLER);
}

pid_t wait(int *status)
{
    if (!explored())
        return REAL(wait)(status);
    return wait_child("wait", -1, status, 0, CALLER);
}
