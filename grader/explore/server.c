/* server.c - the explored program, started once and forked for each run.
 *
 *   explorer ─ request ─► the program ─ fork ─► a run ─ over ─► answer ─►
 */
#include "explore/family.h"
#include "explore/explore.h"
#include "explore/start.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_MS 500       /* so often a run that lasts is looked at */
#define RUN_CPU_MS 1000   /* one that has computed so long without an end ... */
#define RUN_WALL_MS 60000 /* the brake, on a machine that is busy */
#define OUTPUT_MAX (64 * 1024)

struct server {
    struct start start;
    char *output;
    pid_t pid;
    int board_fd, output_fd;
    struct board *board;
};

static long futex(uint32_t *word, int what, uint32_t value,
                  const struct timespec *limit)
{
    return syscall(SYS_futex, word, what, value, limit, NULL, 0);
}

/* ---- start ---- */

static int launch(struct server *server)
{
    struct board *board = server->board;
    board->magic = BOARD_MAGIC;
    board->request = board->answer = 0;
    server->pid = start_program(&server->start, board, server->board_fd,
                                server->output_fd);
    return server->pid == -1 ? -1 : 0;
}

struct server *server_start(const struct start *start)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return NULL;
    server->start = *start;
    server->board_fd = memfd_create("board", MFD_CLOEXEC);
    server->output_fd = memfd_create("output", MFD_CLOEXEC);
    server->output = calloc(1, OUTPUT_MAX + 1);
    if (!server->output || server->board_fd == -1 || server->output_fd == -1 ||
        ftruncate(server->board_fd, sizeof *server->board) == -1)
        goto fail;
    (void)fcntl(server->output_fd, F_SETFL, O_APPEND);
    server->board = mmap(NULL, sizeof *server->board, PROT_READ | PROT_WRITE,
                         MAP_SHARED, server->board_fd, 0);
    if (server->board == MAP_FAILED)
        goto fail;
    start_pin();
    if (launch(server) == 0)
        return server;
fail:;
    int saved = errno;
    server_stop(server);
    errno = saved;
    return NULL;
}

/* ---- one run ---- */

static void prepare(struct board *board, const uint8_t *choices,
                    const uint16_t *refusals, uint32_t count)
{
    if (count > 0)
        memcpy(board->choices, choices, count);
    if (refusals && count > 0)
        memcpy(board->refusals, refusals, count * sizeof *refusals);
    else
        memset(board->refusals, 0, count * sizeof *board->refusals);
    board->choice_count = count;
    board->luck.drawn = false;
    board->over = 0;
    board->result = RUN_GOING;
    board->root_status = -1;
    board->text[0] = '\0';
    board->previous = BOARD_TASKS;
    board->current = board->gone = 0;
    board->task_count = 0;
    board->thing_count = 1;
    board->step_count = board->ends = 0;
    board->waits = board->now = board->mappings = 0;
    board->steps[0].candidates = board->steps[0].refused = 0;
    memset(board->removed, 0, sizeof board->removed);
}

/* Who is chosen computes: the others sleep until it has made its step. Nobody
 * does anything, and has not since the last look: the one whose turn it is was
 * killed by something that the runtime does not see, or sleeps in a call that
 * the runtime does not know. */
static bool is_lost(const struct server *server, struct family *before,
                    int64_t *since_ms, bool stepped)
{
    struct family now = family_look(server->pid);
    bool same = !stepped && now.asleep && before->asleep &&
                now.switches == before->switches;
    if (stepped)
        *since_ms = now.cpu_ms;
    *before = now;
    return same || now.cpu_ms - *since_ms > RUN_CPU_MS;
}

/* The server looks why, ends what is left, and answers. */
static void give_up(struct board *board)
{
    __atomic_store_n(&board->over, 1, __ATOMIC_RELEASE);
    futex(&board->over, FUTEX_WAKE, 1, NULL);
}

static bool answered(const struct server *server, uint32_t request)
{
    struct board *board = server->board;
    struct timespec limit = { 0, LOOK_MS * 1000000 };
    struct family before = { .asleep = false };
    uint32_t answer, steps = UINT32_MAX;
    int64_t since_ms = 0;
    int waited = 0;
    bool gave_up = false;
    while ((answer = __atomic_load_n(&board->answer, __ATOMIC_ACQUIRE)) !=
           request) {
        if (futex(&board->answer, FUTEX_WAIT, answer, &limit) != -1 ||
            errno != ETIMEDOUT)
            continue;
        bool stepped = board->step_count != steps;
        steps = board->step_count;
        waited += LOOK_MS;
        bool lost = is_lost(server, &before, &since_ms, stepped);
        if (waited > RUN_WALL_MS || (lost && gave_up))
            return false;
        if (lost)
            give_up(board);
        gave_up |= lost;
    }
    return true;
}

static void kill_server(struct server *server)
{
    if (server->pid <= 0)
        return;
    /* Behind walls these are numbers of others, and all die with the walls. */
    for (uint32_t t = 0; t < server->board->task_count && t < BOARD_TASKS &&
                         !server->board->own_pids;
         t++)
        if (server->board->tasks[t].pid > 1)
            (void)kill(server->board->tasks[t].pid, SIGKILL);
    (void)kill(server->pid, SIGKILL);
    while (waitpid(server->pid, NULL, 0) == -1 && errno == EINTR)
        ;
    server->pid = 0;
}

static int run(struct server *server)
{
    struct board *board = server->board;
    (void)ftruncate(server->output_fd, 0);
    uint32_t request = board->request + 1;
    __atomic_store_n(&board->request, request, __ATOMIC_RELEASE);
    futex(&board->request, FUTEX_WAKE, 1, NULL);
    if (answered(server, request))
        return board->result;
    int status;
    bool lost = waitpid(server->pid, &status, WNOHANG) == server->pid;
    if (lost)
        server->pid = 0;
    kill_server(server);
    errno = ENOEXEC;
    return lost ? -1 : RUN_GOING;
}

int server_run(struct server *server, const uint8_t *choices,
               const uint16_t *refusals, uint32_t count)
{
    if (server->pid == 0 && launch(server) == -1)
        return -1;
    prepare(server->board, choices, refusals, count);
    return run(server);
}

int server_run_by_luck(struct server *server, const struct luck *luck)
{
    if (server->pid == 0 && launch(server) == -1)
        return -1;
    prepare(server->board, NULL, NULL, 0);
    server->board->luck = *luck;
    return run(server);
}

struct board *server_board(struct server *server)
{
    return server->board;
}

const char *server_output(struct server *server)
{
    ssize_t size = pread(server->output_fd, server->output, OUTPUT_MAX, 0);
    server->output[size > 0 ? size : 0] = '\0';
    return server->output;
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    if (server->board && server->board != MAP_FAILED) {
        kill_server(server);
        munmap(server->board, sizeof *server->board);
    }
    if (server->board_fd > 0)
        close(server->board_fd);
    if (server->output_fd > 0)
        close(server->output_fd);
    free(server->output);
    free(server);
}
