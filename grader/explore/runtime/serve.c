/* serve.c - the program as a server of its own runs.
 *
 *   explorer ─request─► server: this program, before its main
 *                         │ fork, once for each run
 *                         ▼
 *                       root: main() ─fork─► children
 *
 * The server waits until the run is over, kills what is left, reaps it,
 * removes what it has made, and answers. So a run costs a fork and no exec.
 */
#include "explore/runtime/runtime.h"

#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 250     /* so often a run that lasts is looked at */
#define RUN_CPU_MS 1000 /* one that has computed so long without a step ends */

/* False after LOOK_MS, if `limited`. */
static bool wait_while(uint32_t *word, uint32_t value, bool limited)
{
    struct timespec look = { 0, LOOK_MS * 1000000 };
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value)
        if (REAL(syscall)(SYS_futex, word, FUTEX_WAIT, value,
                          limited ? &look : NULL, NULL, 0) == -1 &&
            errno == ETIMEDOUT)
            return false;
    return true;
}

/* ---- a run that does not end ---- */

/* Processor time of the run. The others sleep while one computes. */
static int64_t computed_ms(void)
{
    int64_t sum = 0;
    for (uint32_t t = 0; t < board->task_count; t++) {
        const struct task *task = &board->tasks[t];
        clockid_t clock;
        struct timespec time;
        if (!task->thread && task->state != TASK_ENDED && task->pid > 0 &&
            clock_getcpuclockid(task->pid, &clock) == 0 &&
            clock_gettime(clock, &time) == 0)
            sum += (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
    }
    return sum;
}

static bool is_gone(pid_t pid)
{
    struct timespec now = { 0, 0 };
    struct pollfd end = { .fd = (int)REAL(syscall)(SYS_pidfd_open, pid, 0),
                          .events = POLLIN };
    if (end.fd == -1)
        return true;
    bool gone = REAL(syscall)(SYS_ppoll, &end, 1, &now, NULL, 0) == 1;
    REAL(syscall)(SYS_close, end.fd);
    return gone;
}

/* Was a process ended by something that the runtime does not see? What it
 * would have done, others may wait for without end. A task that ends as it
 * should is marked before its process is gone. */
static bool somebody_is_lost(void)
{
    for (uint32_t t = 0; t < board->task_count; t++) {
        const struct task *task = &board->tasks[t];
        if (task->pid > 0 && !task->thread && is_gone(task->pid) &&
            __atomic_load_n(&task->state, __ATOMIC_ACQUIRE) != TASK_ENDED)
            return true;
    }
    return false;
}

/* The board's result is still RUN_GOING after a run that has no end. */
static void wait_until_over(void)
{
    uint32_t steps = 0;
    int64_t since = 0;
    while (!wait_while(&board->over, 0, true)) {
        if (board->step_count != steps)
            since = computed_ms();
        steps = board->step_count;
        if (somebody_is_lost()) {
            snprintf(board->text, sizeof board->text,
                     "a process was ended in a way that is not known here");
            board->result = RUN_UNABLE;
            return;
        }
        if (computed_ms() - since > RUN_CPU_MS)
            return;
    }
}

/* ---- afterwards ---- */

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

/* ---- run by run ---- */

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
    ends_begin();
    memory_begin();
}

/* Returns only in the root of a run. */
static void serve(void)
{
    uint32_t served = 0;
    for (;;) {
        (void)wait_while(&board->request, served, false);
        served = board->request;
        pid_t root = REAL(fork)();
        if (root == 0) {
            be_root();
            return;
        }
        wait_until_over();
        reap_all(root);
        if (board->named)
            names_remove();
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
