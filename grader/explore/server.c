/* server.c - the explored program, started once and forked for each run.
 *
 * It is pinned to one processor together with the explorer: only one of them
 * has something to do at any time, and a change of turns costs least so.
 */
#include "explore/explore.h"

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

#define LOOK_MS 500       /* so often: does the server still live? */
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

static void be_user(uid_t uid, gid_t gid)
{
    char map[64];
    (void)write_text("/proc/self/setgroups", "deny");
    (void)snprintf(map, sizeof map, "%u %u 1", uid, uid);
    (void)write_text("/proc/self/uid_map", map);
    (void)snprintf(map, sizeof map, "%u %u 1", gid, gid);
    (void)write_text("/proc/self/gid_map", map);
}

/* Nothing can be written but its own folder and its own /dev/shm. */
static void close_folders(struct server *server)
{
    struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
    struct mount_attr opened = { .attr_clr = MOUNT_ATTR_RDONLY };
    const char *folder = server->folder;
    (void)mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    (void)mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
                NULL);
    if (mount(folder, folder, NULL, MS_BIND, NULL) == 0 &&
        mount_setattr(-1, "/", AT_RECURSIVE, &closed, sizeof closed) == 0)
        (void)mount_setattr(-1, folder, 0, &opened, sizeof opened);
    server->board->own_names = mount("tmpfs", "/dev/shm", "tmpfs",
                                     MS_NOSUID | MS_NODEV, "size=64m") == 0;
}

/* The server is the first process behind walls, where the machine lets us: so
 * the program sees no names, processes and signals but its own, and all of it
 * ends with the server. Elsewhere the program removes its names itself, and
 * nothing keeps a kill(2) from reaching others that it makes behind the
 * runtime's back. */
static pid_t fork_behind_walls(struct server *server)
{
    const int walls = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS;
    uid_t uid = getuid();
    gid_t gid = getgid();
    pid_t pid = (pid_t)syscall(SYS_clone, walls | SIGCHLD, NULL, NULL, 0, 0);
    server->board->own_pids = pid != -1;
    if (pid == -1)
        return fork();
    if (pid == 0) {
        be_user(uid, gid);
        close_folders(server);
    }
    return pid;
}

static void limit_resources(void)
{
    static const struct {
        __rlimit_resource_t what;
        rlim_t most;
    } limits[] = { { RLIMIT_CORE, 0 },
                   { RLIMIT_FSIZE, 16 << 20 },
                   { RLIMIT_AS, 1 << 30 },
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
    server->pid = fork_behind_walls(server);
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

/* False: the server is gone, or the brake is drawn. */
static bool answered(struct server *server, uint32_t request)
{
    struct timespec limit = { 0, LOOK_MS * 1000000 };
    uint32_t *word = &server->board->answer, answer;
    int waited_ms = 0;
    while ((answer = __atomic_load_n(word, __ATOMIC_ACQUIRE)) != request) {
        siginfo_t end = { 0 };
        if (futex(word, FUTEX_WAIT, answer, &limit) != -1 || errno != ETIMEDOUT)
            continue;
        waited_ms += LOOK_MS;
        if (waited_ms > RUN_WALL_MS ||
            waitid(P_PID, (id_t)server->pid, &end,
                   WEXITED | WNOHANG | WNOWAIT) == -1 ||
            end.si_pid == server->pid)
            return false;
    }
    return true;
}

static void kill_server(struct server *server)
{
    if (server->pid <= 0)
        return;
    uint32_t outside = server->board->own_pids ? 0 : server->board->task_count;
    for (uint32_t t = 0; t < outside; t++)
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
