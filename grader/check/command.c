/* command.c - fork, limits, exec, and one poll over all that can happen. */
#include "check/command.h"

#include "check/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void limit(__rlimit_resource_t resource, size_t value)
{
    struct rlimit limits = { value, value };

    if (value > 0)
        (void)setrlimit(resource, &limits);
}

/* Nothing of ours reaches the command: no descriptor beyond 2 but kept_fd, no
 * signal that is blocked or ignored. */
_Noreturn static void start(const struct command *command, int output,
                            pid_t parent)
{
    sigset_t none;
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent)
        _exit(127);
    (void)setpgid(0, 0);
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    limit(RLIMIT_CPU, (size_t)command->cpu_seconds);
    limit(RLIMIT_AS, command->memory_bytes);
    limit(RLIMIT_FSIZE, command->file_bytes);
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    if (dup2(null, 0) != -1 && dup2(output, 1) != -1 && dup2(output, 2) != -1 &&
        close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0 &&
        (command->kept_fd == 0 || fcntl(command->kept_fd, F_SETFD, 0) == 0) &&
        chdir(command->directory) == 0)
        (void)execvpe(command->argv[0], command->argv, command->environment);
    _exit(127);
}

/* Takes what is there now. Returns false at the end of the output. */
static bool collect(const struct command *command, struct outcome *outcome,
                    int fd)
{
    char piece[4096];
    ssize_t n = read(fd, piece, sizeof piece);

    if (n <= 0)
        return n == -1 && (errno == EINTR || errno == EAGAIN);
    size_t room = command->output_bytes - outcome->length;
    size_t kept = (size_t)n < room ? (size_t)n : room;
    memcpy(outcome->output + outcome->length, piece, kept);
    outcome->length += kept;
    outcome->cut = outcome->cut || kept < (size_t)n;
    return true;
}

/* Until the command has ended (its output may be held open by others). */
static void attend(const struct command *command, struct outcome *outcome,
                   int pidfd, int output)
{
    int64_t end = now_ms() + (int64_t)command->wall_seconds * 1000;
    struct pollfd watched[] = { { .fd = pidfd, .events = POLLIN },
                                { .fd = output, .events = POLLIN },
                                { .fd = keeper_lifeline() } };

    while (!watched[0].revents) {
        int64_t left = end - now_ms();

        if (left <= 0) {
            outcome->timed_out = true;
            return;
        }
        if (poll(watched, 3, (int)left) == -1 && errno != EINTR)
            return;
        if (watched[2].revents) {
            outcome->abandoned = true;
            return;
        }
        if (watched[1].revents && !collect(command, outcome, output))
            watched[1].fd = -1;
    }
}

/* What is still in the pipe, once nobody writes to it any more; never more
 * than a pipe can hold, for somebody outside might. */
static void collect_rest(const struct command *command, struct outcome *outcome,
                         int output)
{
    struct pollfd ready = { .fd = output, .events = POLLIN };

    for (int i = 0; i < 1024 && poll(&ready, 1, 0) > 0; i++)
        if (!collect(command, outcome, output))
            return;
}

int command_run(const struct command *command, struct outcome *outcome)
{
    int output[2] = { -1, -1 }, pidfd = -1, saved;
    pid_t parent = getpid(), pid;

    *outcome = (struct outcome){ 0 };
    outcome->output = calloc(1, command->output_bytes + 1);
    if (!outcome->output || pipe2(output, O_CLOEXEC) == -1)
        goto fail;
    pid = fork();
    if (pid == 0)
        start(command, output[1], parent);
    if (pid == -1)
        goto fail;
    (void)close(output[1]);
    output[1] = -1;
    if (command->started)
        command->started(command->argument, pid);
    pidfd = pidfd_open(pid, 0);
    if (pidfd == -1)
        goto fail_running;
    attend(command, outcome, pidfd, output[0]);
    if (outcome->timed_out || outcome->abandoned)
        (void)kill(pid, SIGKILL);
    while (waitpid(pid, &outcome->status, 0) == -1 && errno == EINTR)
        continue;
    keeper_end_children();
    collect_rest(command, outcome, output[0]);
    (void)close(pidfd);
    (void)close(output[0]);
    return 0;

fail_running:
    saved = errno;
    keeper_end_children();
    errno = saved;
fail:
    saved = errno;
    if (output[0] != -1)
        (void)close(output[0]);
    if (output[1] != -1)
        (void)close(output[1]);
    free(outcome->output);
    outcome->output = NULL;
    errno = saved;
    return -1;
}
