/* server.c - the explored program, started once and forked for each run.
 *
 * It is pinned to one processor together with the explorer: only one of them
 * has something to do at any time, and a change of turns costs least so.
 */
#include "explore/explore.h"
#include "observe/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_MS 500       /* so often a run that lasts is looked at */
#define RUN_CPU_MS 1000   /* one that has computed so long without an end ... */
#define RUN_WALL_MS 60000 /* the brake, on a machine that is busy */
#define OUTPUT_MAX (64 * 1024)

struct server {
    char *program, *folder, *output;
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

static int write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd == -1)
        return -1;
    ssize_t written = write(fd, text, strlen(text));
    close(fd);
    return written == (ssize_t)strlen(text) ? 0 : -1;
}

/* Names of its own for queues, segments and semaphores, where the machine lets
 * us; elsewhere the program removes its names itself, or says so. */
static void hide_names(struct server *server)
{
    char map[64];
    uid_t uid = getuid();
    gid_t gid = getgid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWNS) == -1)
        return;
    (void)write_text("/proc/self/setgroups", "deny");
    (void)snprintf(map, sizeof map, "%u %u 1", uid, uid);
    (void)write_text("/proc/self/uid_map", map);
    (void)snprintf(map, sizeof map, "%u %u 1", gid, gid);
    (void)write_text("/proc/self/gid_map", map);
    (void)mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    server->board->own_names = mount("tmpfs", "/dev/shm", "tmpfs",
                                     MS_NOSUID | MS_NODEV, "size=64m") == 0;
}

static void limit_resources(void)
{
    static const struct {
        __rlimit_resource_t what;
        rlim_t most;
    } limits[] = { { RLIMIT_CORE, 0 },
                   { RLIMIT_FSIZE, 16 << 20 },
                   { RLIMIT_NOFILE, 256 } };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = { limits[i].most, limits[i].most };
        (void)setrlimit(limits[i].what, &limit);
    }
}

static void become(struct server *server)
{
    int null = open("/dev/null", O_RDONLY);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    hide_names(server);
    limit_resources();
    if (chdir(server->folder) == -1 || dup2(null, 0) == -1 ||
        dup2(server->output_fd, 1) == -1 || dup2(server->output_fd, 2) == -1 ||
        dup2(server->board_fd, BOARD_FD) == -1)
        _exit(127);
    execl(server->program, server->program, (char *)NULL);
    _exit(127);
}

static int launch(struct server *server)
{
    struct board *board = server->board;
    board->magic = BOARD_MAGIC;
    board->request = board->answer = 0;
    server->pid = fork();
    if (server->pid == 0)
        become(server);
    return server->pid == -1 ? -1 : 0;
}

/* Where the kernel has put us: it knows which processor has least to do. */
static void pin(void)
{
    cpu_set_t one;
    int cpu = sched_getcpu();
    CPU_ZERO(&one);
    if (cpu == -1)
        return;
    CPU_SET(cpu, &one);
    (void)sched_setaffinity(0, sizeof one, &one);
}

struct server *server_start(const char *program, const char *folder)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return NULL;
    server->board_fd = memfd_create("board", MFD_CLOEXEC);
    server->output_fd = memfd_create("output", MFD_CLOEXEC);
    server->program = realpath(program, NULL);
    server->folder = strdup(folder);
    server->output = calloc(1, OUTPUT_MAX + 1);
    if (!server->program || !server->folder || !server->output ||
        server->board_fd == -1 || server->output_fd == -1 ||
        ftruncate(server->board_fd, sizeof *server->board) == -1)
        goto fail;
    (void)fcntl(server->output_fd, F_SETFL, O_APPEND);
    server->board = mmap(NULL, sizeof *server->board, PROT_READ | PROT_WRITE,
                         MAP_SHARED, server->board_fd, 0);
    if (server->board == MAP_FAILED)
        goto fail;
    pin();
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
    memcpy(board->choices, choices, count);
    if (refusals)
        memcpy(board->refusals, refusals, count * sizeof *refusals);
    else
        memset(board->refusals, 0, count * sizeof *board->refusals);
    board->choice_count = count;
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

/* Processor time of the run's tasks. One that is chosen computes: the others
 * sleep until it has made its step. */
static int64_t cpu_ms(const struct board *board)
{
    int64_t ticks = 0;
    for (uint32_t t = 0; t < board->task_count && t < BOARD_TASKS; t++) {
        struct task_facts facts;
        if (board->tasks[t].state != TASK_ENDED &&
            proc_task(board->tasks[t].tid, &facts) == 0)
            ticks += (int64_t)facts.cpu_ticks;
    }
    return ticks * 1000 / sysconf(_SC_CLK_TCK);
}

/* The task whose turn it is was killed by something that the runtime does not
 * see: nobody will hand on its turn. */
static bool turn_is_lost(const struct board *board)
{
    struct task_facts facts;
    const struct task *task = &board->tasks[board->current % BOARD_TASKS];
    return task->state != TASK_ENDED && task->tid > 0 &&
           (proc_task(task->tid, &facts) == -1 || facts.state == 'Z');
}

static bool answered(struct board *board, uint32_t request)
{
    struct timespec limit = { 0, LOOK_MS * 1000000 };
    uint32_t answer, steps = 0;
    int64_t since_ms = 0;
    int waited = 0;
    while ((answer = __atomic_load_n(&board->answer, __ATOMIC_ACQUIRE)) !=
           request) {
        if (futex(&board->answer, FUTEX_WAIT, answer, &limit) != -1 ||
            errno != ETIMEDOUT)
            continue;
        if (board->step_count != steps)
            since_ms = cpu_ms(board);
        steps = board->step_count;
        waited += LOOK_MS;
        if (cpu_ms(board) - since_ms > RUN_CPU_MS || turn_is_lost(board) ||
            waited > RUN_WALL_MS)
            return false;
    }
    return true;
}

static void kill_server(struct server *server)
{
    if (server->pid <= 0)
        return;
    for (uint32_t t = 0; t < server->board->task_count; t++)
        if (server->board->tasks[t].pid > 1)
            (void)kill(server->board->tasks[t].pid, SIGKILL);
    (void)kill(server->pid, SIGKILL);
    while (waitpid(server->pid, NULL, 0) == -1 && errno == EINTR)
        ;
    server->pid = 0;
}

int server_run(struct server *server, const uint8_t *choices,
               const uint16_t *refusals, uint32_t count)
{
    struct board *board = server->board;
    if (server->pid == 0 && launch(server) == -1)
        return -1;
    prepare(board, choices, refusals, count);
    (void)ftruncate(server->output_fd, 0);
    uint32_t request = board->request + 1;
    __atomic_store_n(&board->request, request, __ATOMIC_RELEASE);
    futex(&board->request, FUTEX_WAKE, 1, NULL);
    if (answered(board, request))
        return board->result;
    int status;
    bool lost = waitpid(server->pid, &status, WNOHANG) == server->pid;
    if (lost)
        server->pid = 0;
    kill_server(server);
    errno = ENOEXEC;
    return lost ? -1 : RUN_GOING;
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
    free(server->program);
    free(server->folder);
    free(server->output);
    free(server);
}
