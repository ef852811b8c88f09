/* process.c - the program's start, its processes, and their ends.
 *
 *   explorer ─request─► server: this program, before its main
 *                         │ fork, once for each run
 *                         ▼
 *                       root: main() ─fork─► children
 *
 * The server waits until the run is over, kills what is left, reaps it, and
 * answers. So a run costs a fork and no exec.
 */
#include "explore/runtime/runtime.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

bool end_matters;

static void wait_while(uint32_t *word, uint32_t value)
{
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value)
        REAL(syscall)(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

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

/* A crash ends the process like any other end; its parent learns of it. */
static void on_crash(int number)
{
    REAL(signal)(number, SIG_DFL);
    if (explored() && me()->state != TASK_ENDED)
        task_ends(number);
    REAL(raise)(number);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    REAL(sigprocmask)(SIG_UNBLOCK, &set, NULL);
}

static void catch_crashes(void)
{
    static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
    static char stack[64 * 1024];
    stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
    struct sigaction action = { .sa_handler = on_crash,
                                .sa_flags = SA_ONSTACK | SA_NODEFER };
    sigaltstack(&other, NULL);
    REAL(signal)(SIGPIPE, SIG_IGN); /* write tells: see descriptor.c */
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        REAL(sigaction)(crashes[i], &action, NULL);
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

/* ---- the server ---- */

static void reap_all(pid_t root)
{
    for (uint32_t t = 0; t < board->task_count; t++)
        if (board->tasks[t].pid > 0 && !board->tasks[t].thread &&
            !board->tasks[t].reaped)
            REAL(syscall)(SYS_kill, board->tasks[t].pid, SIGKILL);
    REAL(syscall)(SYS_kill, root, SIGKILL);
    while (REAL(waitpid)(-1, NULL, 0) > 0 || errno == EINTR)
        ;
}

void board_remember(enum object_type type, int id)
{
    (void)thing_of(type, (uint64_t)id, type == THING_SHARED ? 2 : 0);
    board->named = true;
}

void board_remember_name(const char *name)
{
    board->named = true;
    if (board->queue_count < BOARD_TASKS)
        snprintf(board->queues[board->queue_count++], sizeof *board->queues,
                 "%s", name);
}

static void empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(folder), entry->d_name,
                           entry->d_type == DT_DIR ? AT_REMOVEDIR : 0);
    if (folder)
        closedir(folder);
}

/* What outlives processes, so that the next run finds nothing. */
static void remove_names(void)
{
    for (uint32_t i = 1; i < board->thing_count; i++) {
        const struct thing *thing = &board->things[i];
        int id = (int)thing->key;
        if (thing->type == THING_SET)
            (void)REAL(semctl)(id, 0, IPC_RMID, NULL);
        else if (thing->type == THING_LETTERS)
            (void)REAL(msgctl)(id, IPC_RMID, NULL);
        else if (thing->type == THING_SHARED && thing->second == 2)
            (void)REAL(shmctl)(id, IPC_RMID, NULL);
    }
    for (uint32_t i = 0; i < board->queue_count; i++)
        (void)REAL(mq_unlink)(board->queues[i]);
    empty_folder(".");
    if (board->own_names)
        empty_folder("/dev/shm");
    board->queue_count = 0;
    board->named = false;
}

static void be_root(void)
{
    struct task *root = &board->tasks[0];
    memset(root, 0, sizeof *root);
    root->state = TASK_STARTING;
    root->parent = -1;
    board->task_count = 1;
    board->current = 0;
    task_begins(0);
    root->state = TASK_READY;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    catch_crashes();
    on_exit(on_end, NULL);
    memory_begin();
}

/* Returns only in the root of a run. */
static void serve(void)
{
    uint32_t served = 0;
    for (;;) {
        wait_while(&board->request, served);
        served = board->request;
        pid_t root = REAL(fork)();
        if (root == 0) {
            be_root();
            return;
        }
        wait_while(&board->over, 0);
        reap_all(root);
        if (board->named)
            remove_names();
        __atomic_store_n(&board->answer, served, __ATOMIC_RELEASE);
        REAL(syscall)(SYS_futex, &board->answer, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}

__attribute__((constructor)) static void start(void)
{
    struct stat facts;
    if (fstat(BOARD_FD, &facts) == -1 ||
        facts.st_size != (off_t)sizeof(struct board))
        return;
    struct board *found = mmap(NULL, sizeof *found, PROT_READ | PROT_WRITE,
                               MAP_SHARED, BOARD_FD, 0);
    if (found == MAP_FAILED || found->magic != BOARD_MAGIC)
        return;
    board = found;
    close(BOARD_FD);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    real_find_all();
    serve();
}
