/* trace.c - starting a program under ptrace and the loop that follows it.
 *
 *   running ──stop──► handled here ──► event(s) ──► resumed (or held)
 *
 * A stop is handled completely before its task moves again, so the log has a
 * total order and the world is never ahead of what really happened.
 */
#include "observe/trace_private.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* While no stop comes, the tracer asks this often whether anything can still
 * come. It decides nothing: the answer comes from the processes. */
#define LOOK_EVERY_US 400

/* The tick that ends a waitpid in which nothing happens goes to this thread
 * only, and as a signal that nobody else uses. SIGCHLD would not do: a library
 * with threads of its own may swallow it. */
#define TICK_SIGNAL (SIGRTMAX - 3)

#define TRACE_FLAGS \
    (PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | \
     PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | \
     PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)

uint64_t trace_now_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

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
    for (int fd = 3; fd < 1024; fd++)
        if (fd == options->filter_fd)
            (void)fcntl(fd, F_SETFD, 0); /* the launcher reads it */
        else
            (void)close(fd);
}

static void child_become_program(const struct trace_options *options, int go)
{
    char byte;
    while (read(go, &byte, 1) == -1 && errno == EINTR)
        continue; /* returns when the parent has seized this process */
    if (!options->keep_session)
        (void)setsid();
    signals_as_new();
    if (options->directory && chdir(options->directory) == -1)
        err(127, "%s", options->directory);
    descriptors_as_told(options);
    if (options->filter_fd == -1 && call_filter_install() == -1)
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

static void tick_every(struct trace *trace, long microseconds)
{
    struct timespec time = { .tv_nsec = microseconds * 1000 };
    struct itimerspec both = { time, time };
    (void)timer_settime(trace->tick, 0, &both, NULL);
}

struct trace *trace_start(const struct trace_options *options)
{
    int go[2] = { -1, -1 };
    struct trace *trace = calloc(1, sizeof *trace);
    if (!trace || !(trace->source = source_open()) ||
        pipe2(go, O_CLOEXEC) == -1)
        goto fail;
    trace->options = *options;
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
        child_become_program(options, go[0]);
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

/* ---- stops ---- */

static void name_task(struct trace *trace, struct task *task)
{
    int inner = trace->options.canonical_pids ? ++trace->births
                                              : proc_inner_pid(task->tid);
    task->shown_tid = inner ? inner : task->tid;
    task->shown_pid = task->shown_tid;
    task->recorded = true;
    if (trace->options.canonical_pids)
        trace_remember_name(trace, task);
}

static void set_limits(const struct trace *trace, pid_t pid)
{
    const struct trace_options *options = &trace->options;
    for (int i = 0; options->limits && options->limit_kinds[i] >= 0; i++)
        (void)prlimit(pid, (enum __rlimit_resource)options->limit_kinds[i],
                      &options->limits[i], NULL);
}

static void program_started(struct trace *trace, struct task *task)
{
    name_task(trace, task);
    set_limits(trace, task->tid);
    trace->root = task->shown_pid;
    struct event event = event_make(EVENT_START, task->shown_pid);
    event.text = proc_command(task->tid);
    task->held = trace_emit(trace, &event) == TRACE_HOLD;
    trace_learn_all(trace, task, true);
}

/* After an exec by a thread that was not the leader, the task carries on with
 * the leader's number. ptrace(2), "execve(2) under ptrace" */
static struct task *exec_took_over(struct trace *trace, struct task *task)
{
    unsigned long former = 0;
    (void)ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &former);
    struct task *old = task_find(trace, (pid_t)former);
    if (!old || old == task)
        return task;
    pid_t tid = task->tid;
    int shown = task->shown_tid;
    task_remove(trace, old);
    task = task_find(trace, tid);
    task->shown_tid = shown;
    return task;
}

static void stopped_at_exec(struct trace *trace, struct task *task)
{
    task = exec_took_over(trace, task);
    task->exec_count++;
    task->image = ++trace->images;
    if (!task->recorded) {
        /* The launchers' own execs come first; children inherit the count. */
        if (task->exec_count > trace->options.execs_before &&
            trace->root == 0)
            program_started(trace, task);
        return;
    }
    struct event event = event_make(EVENT_EXEC, task->shown_pid);
    event.text = proc_command(task->tid);
    event.place = task->entered.place;
    bool hold = trace_emit(trace, &event) == TRACE_HOLD;
    trace_learn_all(trace, task, false);
    task->held = hold;
    task->resume = task->in_call ? PTRACE_SYSCALL : PTRACE_CONT;
}

static void born(struct trace *trace, struct task *parent, pid_t tid,
                 int kind)
{
    pid_t parent_tid = parent->tid;
    struct task *child = task_find(trace, tid);
    if (!child)
        child = task_add(trace, tid);
    parent = task_find(trace, parent_tid); /* the table may have moved */
    child->newborn = false;
    child->exec_count = parent->exec_count;
    child->image = parent->image;
    if (parent->recorded) {
        child->group = proc_group(tid);
        bool thread = child->group == parent->group;
        name_task(trace, child);
        if (thread)
            child->shown_pid = parent->shown_pid;
        struct event event = event_make(thread ? EVENT_THREAD : EVENT_FORK,
                                        parent->shown_pid);
        event.tid = parent->shown_tid;
        event.other = child->shown_tid;
        event.value = kind;
        if (registers_get(parent->tid, &parent->registers) == 0)
            event.place = task_place(trace, parent, true);
        parent->held = trace_emit(trace, &event) == TRACE_HOLD;
    }
    if (child->stopped && !child->held)
        task_resume(child);
}

static void about_to_exit(struct trace *trace, struct task *task)
{
    if (!task->recorded || task->tid != task->group)
        return;
    unsigned long status = 0;
    (void)ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &status);
    struct event event = event_make(EVENT_EXIT, task->shown_pid);
    event.result = (int64_t)status;
    task->held = trace_emit(trace, &event) == TRACE_HOLD;
}

static bool is_fault(int number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGABRT ||
           number == SIGFPE || number == SIGILL;
}

static void signal_arrived(struct trace *trace, struct task *task, int number)
{
    siginfo_t info = { 0 };
    task->signal = number;
    if (!task->recorded)
        return;
    (void)ptrace(PTRACE_GETSIGINFO, task->tid, 0, &info);
    struct event event = event_make(EVENT_SIGNAL, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = number;
    event.other = info.si_code <= 0 ? info.si_pid : 0;
    if (is_fault(number) && registers_get(task->tid, &task->registers) == 0)
        event.place = task_place(trace, task, false);
    (void)trace_emit(trace, &event);
}

static int fork_kind_of(int ptrace_event)
{
    return ptrace_event == PTRACE_EVENT_FORK    ? FORK_FORK
           : ptrace_event == PTRACE_EVENT_VFORK ? FORK_VFORK
                                                : FORK_CLONE;
}

static bool is_stop_signal(int number)
{
    return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN ||
           number == SIGTTOU;
}

static void stopped_by_signal(struct trace *trace, struct task *task,
                              int number)
{
    task->resume = PTRACE_LISTEN; /* stays stopped till SIGCONT */
    if (!task->recorded)
        return;
    struct event event = event_make(EVENT_STOP, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = number;
    (void)trace_emit(trace, &event);
}

static void stopped_at_event(struct trace *trace, struct task *task,
                             int kind, int number)
{
    unsigned long message = 0;
    switch (kind) {
    case PTRACE_EVENT_SECCOMP:
        if (task->recorded)
            call_entered(trace, task);
        break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
        (void)ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &message);
        born(trace, task, (pid_t)message, fork_kind_of(kind));
        break;
    case PTRACE_EVENT_EXEC:
        stopped_at_exec(trace, task);
        break;
    case PTRACE_EVENT_EXIT:
        about_to_exit(trace, task);
        break;
    case PTRACE_EVENT_STOP:
        if (is_stop_signal(number))
            stopped_by_signal(trace, task, number);
        break;
    default:
        break;
    }
}

static void ended(struct trace *trace, struct task *task, int status)
{
    if (task->recorded && task->tid == task->group) {
        struct event event = event_make(EVENT_GONE, task->shown_pid);
        event.result = status;
        task_remove(trace, task);
        (void)trace_emit(trace, &event);
        return;
    }
    task_remove(trace, task);
}

static void handle(struct trace *trace, pid_t tid, int status)
{
    struct task *task = task_find(trace, tid);
    if (!WIFSTOPPED(status)) {
        if (task)
            ended(trace, task, status);
        return;
    }
    if (!task) { /* a child whose parent's stop is still on its way */
        task = task_add(trace, tid);
        task->newborn = true;
    }
    int number = WSTOPSIG(status), kind = status >> 16;
    task->stopped = true;
    if (task->in_call)
        task->resume = PTRACE_SYSCALL;
    if (kind != 0)
        stopped_at_event(trace, task, kind, number);
    else if (number == (SIGTRAP | 0x80)) {
        task->resume = PTRACE_CONT;
        if (task->in_call)
            call_left(trace, task);
    } else
        signal_arrived(trace, task, number);
    task = task_find(trace, tid); /* the table may have moved */
    if (task && task->stopped && !task->newborn && !task->held)
        task_resume(task);
}

/* ---- the loop ---- */

static enum trace_status follow(struct trace *trace, int timeout_ms,
                                int max_stops)
{
    uint64_t deadline = trace_now_us() + (uint64_t)timeout_ms * 1000;
    bool moved = false; /* since the last tick? */
    for (int stops = 0; !trace->full;) {
        int status;
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid > 0) {
            moved = true;
            handle(trace, tid, status);
            if (trace->task_count == 0)
                return TRACE_ENDED;
            if (max_stops > 0 && ++stops >= max_stops)
                return TRACE_MOVING;
            continue;
        }
        if (errno != EINTR)
            return TRACE_ENDED;
        if (!moved && trace->root && trace_is_quiet(trace))
            return TRACE_QUIET;
        moved = false;
        if (timeout_ms >= 0 && trace_now_us() >= deadline)
            return TRACE_MOVING;
    }
    return TRACE_FULL;
}

enum trace_status trace_run(struct trace *trace, int timeout_ms,
                            int max_stops)
{
    if (trace->task_count == 0)
        return TRACE_ENDED;
    tick_every(trace, LOOK_EVERY_US);
    enum trace_status status = follow(trace, timeout_ms, max_stops);
    tick_every(trace, 0);
    return status;
}

/* ---- small things the caller asks for ---- */

const struct world *trace_world(const struct trace *trace)
{
    return &trace->world;
}

struct log *trace_log(struct trace *trace)
{
    return &trace->log;
}

int trace_root(const struct trace *trace)
{
    return trace->root;
}

pid_t trace_outer_pid(const struct trace *trace, int pid)
{
    const struct task *task = task_find_shown(trace, pid);
    return task ? task->tid : 0;
}

int trace_cut(struct trace *trace, const struct event *event, int64_t count)
{
    struct task *task = task_find_shown(trace, event->tid);
    errno = ESRCH;
    return task ? registers_set_argument(task->tid, &task->registers, 2, count)
                : -1;
}

int trace_fail(struct trace *trace, const struct event *event, int error)
{
    struct task *task = task_find_shown(trace, event->tid);
    errno = ESRCH;
    return task ? registers_skip(task->tid, &task->registers, -error) : -1;
}

int trace_release(struct trace *trace, int pid)
{
    int released = 0;
    for (int i = 0; i < trace->task_count; i++) {
        struct task *task = &trace->tasks[i];
        if (!task->held || (pid && task->shown_tid != pid))
            continue;
        released++;
        task_resume(task);
    }
    return released;
}

bool trace_is_held(const struct trace *trace, int pid)
{
    const struct task *task = task_find_shown(trace, pid);
    return task && task->held;
}

int trace_signal(struct trace *trace, int pid, int signal)
{
    pid_t outer = trace_outer_pid(trace, pid);
    errno = ESRCH;
    return outer ? kill(outer, signal) : -1;
}

void trace_note(struct trace *trace, char *text)
{
    struct event event = event_make(EVENT_NOTE, 0);
    event.text = text;
    (void)trace_emit(trace, &event);
}

struct place trace_place(struct trace *trace, int pid)
{
    struct task *task = task_find_shown(trace, pid);
    return task ? task_place(trace, task, false) : (struct place){ 0 };
}

int64_t trace_cpu_ms(const struct trace *trace)
{
    int64_t ticks = 0;
    for (int i = 0; i < trace->task_count; i++) {
        struct task_facts facts;
        if (trace->tasks[i].recorded &&
            proc_task(trace->tasks[i].tid, &facts) == 0)
            ticks += (int64_t)facts.cpu_ticks;
    }
    return ticks * 1000 / sysconf(_SC_CLK_TCK);
}

void trace_kill(struct trace *trace)
{
    int status;
    for (int i = 0; i < trace->task_count; i++)
        (void)kill(trace->tasks[i].tid, SIGKILL);
    while (trace->task_count > 0) {
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid == -1 && errno == EINTR)
            continue;
        if (tid == -1)
            break;
        struct task *task = task_find(trace, tid);
        if (WIFSTOPPED(status))
            (void)kill(tid, SIGKILL), (void)ptrace(PTRACE_CONT, tid, 0, 0L);
        else if (task)
            ended(trace, task, status);
    }
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    trace_kill(trace);
    (void)timer_delete(trace->tick);
    log_clear(&trace->log);
    world_clear(&trace->world);
    source_close(trace->source);
    free(trace->tasks);
    free(trace->names);
    free(trace);
}
