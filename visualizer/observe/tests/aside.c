/* aside.c - scenes that run untraced, and those who end them. */
#include "aside.h"

#include "observe/proc_look.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define BRAKE_MS 30000

static pid_t started; /* ended by the teardown, with all that it made */
static pid_t guard;

void aside_end(void)
{
    if (started > 0) {
        (void)kill(-started, SIGKILL);
        (void)waitpid(started, NULL, 0);
    }
    if (guard > 0) {
        (void)kill(guard, SIGKILL);
        (void)waitpid(guard, NULL, 0);
    }
    started = guard = 0;
}

void aside_is_gone(void)
{
    started = 0;
}

/* Ends the scene also when the test is killed, for which there is no teardown:
 * then the signal that it has asked for tells it. */
static void start_guard(pid_t group)
{
    sigset_t set;
    int number;
    pid_t test = getpid();
    guard = fork();
    cr_assert_neq(guard, -1);
    if (guard > 0)
        return;
    (void)close_range(0, ~0U, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)prctl(PR_SET_PDEATHSIG, SIGUSR1);
    while (getppid() == test)
        (void)sigwait(&set, &number);
    (void)kill(-group, SIGKILL);
    _exit(0);
}

pid_t aside_start(int input)
{
    pid_t child = fork();
    cr_assert_neq(child, -1);
    if (child > 0) {
        (void)setpgid(child, child); /* both do: whoever comes first */
        started = child;
        start_guard(child);
        return child;
    }
    (void)setpgid(0, 0);
    (void)dup2(input == -1 ? open("/dev/null", O_RDWR) : input, 0);
    (void)close_range(3, ~0U, 0);
    return 0;
}

pid_t aside_scene(const char *scene, int input)
{
    struct play play;
    play_prepare(&play, scene); /* for its path only */
    pid_t child = aside_start(input);
    if (child == 0) {
        (void)execv(play.argv[0], play.argv);
        _exit(127);
    }
    (void)close(play.input[0]);
    (void)close(play.input[1]);
    (void)close(play.output_fd);
    while (proc_same_program(child, getpid()) || proc_is_starting(child))
        (void)sched_yield();
    return child;
}

struct trace *aside_look(pid_t pid, bool tree, int every_ms)
{
    struct look_options options = {
        .pids = &pid, .pid_count = 1, .tree = tree, .every_ms = every_ms
    };
    struct trace *trace = look_start(&options);
    cr_assert_not_null(trace);
    return trace;
}

enum trace_status aside_on(struct trace *trace)
{
    enum trace_status status = trace_run(trace, BRAKE_MS, 0);
    cr_assert_neq(status, TRACE_MOVING, "still moving after %d ms", BRAKE_MS);
    return status;
}

int aside_events(struct trace *trace, enum event_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < trace_log(trace)->count; i++)
        count += log_at(trace_log(trace), i)->kind == kind;
    return count;
}

int aside_waits(const struct world *world, enum wait_kind kind)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            struct wait wait;
            count += wait_of(world, process, &process->threads[t], &wait) &&
                     wait.kind == kind;
        }
    }
    return count;
}

/* Until the scene has come to its rest, a look finds it moving or waiting. */
void aside_until_stuck(struct trace *trace)
{
    do
        cr_assert_eq(aside_on(trace), TRACE_QUIET);
    while (trace_world(trace)->verdict != QUIET_STUCK);
}

_Noreturn void aside_breed(void)
{
    char byte;
    while (read(0, &byte, 1) == 1)
        if (fork() == 0)
            for (;;)
                (void)pause();
    for (;;)
        (void)pause();
}

int aside_alive(const struct trace *trace)
{
    int count = 0;
    for (int i = 0; i < trace_world(trace)->process_count; i++)
        count += process_alive(&trace_world(trace)->processes[i]);
    return count;
}
