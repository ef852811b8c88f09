/* trace_start.c - from a command to a process that is seized and has run nothing.
 *
 *   parent: fork ── seize ── close go ─────────────► follow (trace.c)
 *   child:    └─ read go ─────┘ descriptors, filter, exec
 */
#include "observe/trace_private.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/* The tick that ends a waitpid in which nothing happens goes to this thread
 * only, and as a signal that nobody else uses. SIGCHLD would not do: a library
 * with threads of its own may swallow it. */
#define TICK_SIGNAL (SIGRTMAX - 3)

#define TRACE_FLAGS                                                            \
    (PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |        \
     PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT |           \
     PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)

/* ---- the child, before it becomes the program ---- */

/* A program must not inherit what its starter happened to ignore or block:
 * mistakes made there would be blamed on it. signal(7), execve(2) */
static void signals_as_new(void)
{
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL); /* EINVAL for the kernel's own */
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void descriptors_as_told(const struct trace_options *options)
{
    int copies[3];
    for (int i = 0; i < 3; i++) /* out of the way of 0, 1 and 2 first */
        copies[i] = options->standard[i] == TRACE_CLOSED
                        ? -1
                        : fcntl(options->standard[i], F_DUPFD, 16);
    for (int i = 0; i < 3; i++)
        if (copies[i] == -1)
            (void)close(i);
        else if (dup2(copies[i], i) == -1)
            err(127, "dup2");
    /* The exec closes all others but those that the launcher reads. */
    (void)close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    if (options->filter_fd >= 3)
        (void)fcntl(options->filter_fd, F_SETFD, 0);
    if (options->launcher_fd >= 3)
        (void)fcntl(options->launcher_fd, F_SETFD, 0);
}

/* Ends when nobody has the pipe's write end any more. */
static void await_close(int rfd)
{
    char byte;
    while (read(rfd, &byte, 1) == -1 && errno == EINTR)
        continue;
}

static void child_become_program(const struct trace_options *options,
                                 bool watched)
{
    if (!options->keep_session)
        (void)setsid();
    signals_as_new();
    if (options->fixed_addresses)
        (void)personality(ADDR_NO_RANDOMIZE);
    if (options->directory && chdir(options->directory) == -1)
        err(127, "%s", options->directory);
    descriptors_as_told(options);
    if (watched && options->filter_fd == -1 && call_filter_install() == -1)
        err(127, "seccomp filter");
    if (options->environment)
        (void)execvpe(options->argv[0], options->argv, options->environment);
    else
        (void)execvp(options->argv[0], options->argv);
    err(127, "%s", options->argv[0]);
}

/* On one CPU a stop costs a sixth of what it costs across two: the tracer and
 * the traced take turns anyway. */
static void pin(int cpu)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    (void)sched_setaffinity(0, sizeof set, &set); /* only a matter of speed */
}

static void tick(int number)
{
    (void)number; /* waitpid ends with EINTR: that is all */
}

static int tick_create(timer_t *timer)
{
    struct sigaction action = { .sa_handler = tick }; /* no SA_RESTART */
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID,
                              .sigev_signo = TICK_SIGNAL };
    event._sigev_un._tid = gettid();
    sigemptyset(&action.sa_mask);
    if (sigaction(TICK_SIGNAL, &action, NULL) == -1)
        return -1;
    return timer_create(CLOCK_MONOTONIC, &event, timer);
}

pid_t trace_spawn(const struct trace_options *options)
{
    int done[2];
    if (pipe2(done, O_CLOEXEC) == -1)
        return -1;
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(127); /* it was gone before that */
        child_become_program(options, false);
    }
    int saved = errno;
    (void)close(done[1]);
    if (child > 0)
        await_close(done[0]); /* until its exec, or its end */
    (void)close(done[0]);
    errno = saved;
    return child;
}

struct trace *trace_start(const struct trace_options *options)
{
    int go[2] = { -1, -1 };
    struct trace *trace = calloc(1, sizeof *trace);
    if (!trace || !(trace->source = source_open()) ||
        pipe2(go, O_CLOEXEC) == -1)
        goto fail;
    trace->options = *options;
    source_pass_over(trace->source, options->helpers);
    trace->places_left = options->places;
    trace->start_us = trace_now_us();
    trace->births = 1;
    if (options->cpu >= 0)
        pin(options->cpu);
    if (tick_create(&trace->tick) == -1)
        goto fail;
    trace->has_tick = true;
    trace->child = fork();
    if (trace->child == -1)
        goto fail;
    if (trace->child == 0) {
        (void)close(go[1]);
        await_close(go[0]); /* until the parent has seized this process */
        child_become_program(options, true);
    }
    if (ptrace(PTRACE_SEIZE, trace->child, 0, TRACE_FLAGS) == -1)
        goto fail;
    (void)task_add(trace, trace->child);
    (void)close(go[0]);
    (void)close(go[1]);
    return trace;

fail:;
    int saved = errno;
    if (trace && trace->child > 0) {
        (void)kill(trace->child, SIGKILL);
        (void)waitpid(trace->child, NULL, 0);
    }
    if (go[0] != -1) {
        (void)close(go[0]);
        (void)close(go[1]);
    }
    if (trace && trace->has_tick)
        (void)timer_delete(trace->tick);
    if (trace)
        source_close(trace->source);
    free(trace);
    errno = saved;
    return NULL;
}
