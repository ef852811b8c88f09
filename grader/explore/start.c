/* start.c - how an explored program comes to life.
 *
 *   explorer ─clone─► walls ─► board, output, limits ─exec─► program
 *
 * It is pinned to one processor together with the explorer: only one of them
 * has something to do at any time, and a change of turns costs least so.
 */
#include "explore/start.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

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
static void close_folders(const char *folder, struct board *board)
{
    struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
    struct mount_attr opened = { .attr_clr = MOUNT_ATTR_RDONLY };
    (void)mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    (void)mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
                NULL);
    if (folder && mount(folder, folder, NULL, MS_BIND, NULL) == 0 &&
        mount_setattr(-1, "/", AT_RECURSIVE, &closed, sizeof closed) == 0)
        (void)mount_setattr(-1, folder, 0, &opened, sizeof opened);
    board->own_names = mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV,
                             "size=64m") == 0;
}

/* The server is the first process behind walls, where the machine lets us: so
 * the program sees no names, processes and signals but its own, and all of it
 * ends with the server. Elsewhere the program removes its names itself, and
 * nothing keeps a kill(2) from reaching others that it makes behind the
 * runtime's back. */
static pid_t fork_behind_walls(const struct start *start, struct board *board)
{
    const int walls = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNS;
    uid_t uid = getuid();
    gid_t gid = getgid();
    pid_t pid = (pid_t)syscall(SYS_clone, walls | SIGCHLD, NULL, NULL, 0, 0);
    board->own_pids = pid != -1;
    if (pid == -1)
        return fork();
    if (pid == 0) {
        be_user(uid, gid);
        close_folders(start->folder, board);
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

static _Noreturn void become(const struct start *start, int board_fd,
                             int output_fd)
{
    int null = open("/dev/null", O_RDONLY);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit_resources();
    if ((start->folder && chdir(start->folder) == -1) || dup2(null, 0) == -1 ||
        dup2(output_fd, 1) == -1 || dup2(output_fd, 2) == -1 ||
        dup2(board_fd, BOARD_FD) == -1)
        _exit(127);
    if (start->kept_fd != -1)
        (void)fcntl(start->kept_fd, F_SETFD, 0);
    if (start->environment)
        execve(start->argv[0], start->argv, start->environment);
    else
        execvp(start->argv[0], start->argv);
    _exit(127);
}

pid_t start_program(const struct start *start, struct board *board,
                    int board_fd, int output_fd)
{
    if (start->walled)
        board->own_names = board->own_pids = true;
    pid_t pid = start->walled ? fork() : fork_behind_walls(start, board);
    if (pid == 0)
        become(start, board_fd, output_fd);
    return pid;
}

void start_pin(void)
{
    cpu_set_t one;
    int cpu = sched_getcpu();
    CPU_ZERO(&one);
    if (cpu == -1)
        return;
    CPU_SET(cpu, &one);
    (void)sched_setaffinity(0, sizeof one, &one);
}
