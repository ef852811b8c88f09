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

static void wait_while(uint32_t *word, uint32_t value)
{
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value)
        REAL(syscall)(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

/* ---- a run that does not end ---- */

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

/* The explorer has given the run up, or it is really over. */
static void wait_until_over(void)
{
    wait_while(&board->over, 0);
    if (board->result != RUN_GOING || !somebody_is_lost())
        return;
    snprintf(board->text, sizeof board->text,
             "a process was ended in a way that is not known here");
    board->result = RUN_UNABLE;
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
    ends_begin();
    serve();
}
