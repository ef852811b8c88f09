/* start.c - how an explored program comes to life.
 *
 *   explorer ─fork─► board, output, limits, names of its own ─exec─► program
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

/* Names of its own for queues, segments and semaphores, where the machine lets
 * us; elsewhere the program removes its names itself, or says so. */
static void hide_names(struct board *board)
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
    board->own_names = mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV,
                             "size=64m") == 0;
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

static _Noreturn void become(const struct start *start, struct board *board,
                             int board_fd, int output_fd)
{
    int null = open("/dev/null", O_RDONLY);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (start->walled)
        board->own_names = true;
    else
        hide_names(board);
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
    pid_t pid = fork();
    if (pid == 0)
        become(start, board, board_fd, output_fd);
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
