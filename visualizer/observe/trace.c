/* trace.c - the loop that follows a run, and what a caller may ask for. */
#include "observe/look_private.h"
#include "observe/trace_rest.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* While no stop comes, the tracer asks this often whether anything can still
 * come. It decides nothing: the answer comes from the processes. */
#define LOOK_EVERY_US 400
#define LOOK_REST 100 /* for these two see look_rest_ms */
#define LOOK_LATEST 400

static uint64_t clock_us(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

uint64_t trace_now_us(void)
{
    return clock_us(CLOCK_MONOTONIC);
}

static void tick_every(struct trace *trace, long microseconds)
{
    struct timespec time = { .tv_nsec = microseconds * 1000 };
    struct itimerspec both = { time, time };
    (void)timer_settime(trace->tick, 0, &both, NULL);
}

static bool look_is_due(const struct trace *trace)
{
    uint64_t now = trace_now_us();
    return now >= trace->next_look_us || now >= trace->latest_look_us;
}

static bool look(struct trace *trace)
{
    uint64_t most = (uint64_t)trace->options.look_rest_ms * 1000;
    uint64_t begin = clock_us(CLOCK_THREAD_CPUTIME_ID);
    bool quiet = trace_is_quiet(trace);
    uint64_t cost = clock_us(CLOCK_THREAD_CPUTIME_ID) - begin;
    uint64_t rest = cost * LOOK_REST, now = trace_now_us();
    trace->look_rest_us = rest < most ? rest : most;
    trace->next_look_us = now + trace->look_rest_us;
    trace->latest_look_us = now + cost * LOOK_LATEST;
    return quiet;
}

static enum trace_status follow(struct trace *trace, int timeout_ms,
                                int max_stops)
{
    uint64_t deadline = trace_now_us() + (uint64_t)timeout_ms * 1000;
    bool moved = false; /* since the last tick? */
    unsigned busy = 0;  /* stops in a row with no tick in between */
    for (int stops = 0; !trace->full;) {
        int status;
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid > 0) {
            moved = true;
            trace->next_look_us = trace_now_us() + trace->look_rest_us;
            if (++busy % 512 == 0 && timeout_ms >= 0 &&
                trace_now_us() >= deadline)
                trace->pause = true;
            trace_handle(trace, tid, status);
            if (trace->task_count == 0)
                return TRACE_ENDED;
            if ((max_stops > 0 && ++stops >= max_stops) || trace->pause)
                return TRACE_MOVING;
            continue;
        }
        if (errno != EINTR)
            return TRACE_ENDED;
        bool silent = !moved && trace->root;
        moved = false;
        if (silent && !look_is_due(trace))
            return TRACE_MOVING;
        if (silent && look(trace))
            return TRACE_QUIET;
        if (timeout_ms >= 0 && trace_now_us() >= deadline)
            return TRACE_MOVING;
    }
    return TRACE_FULL;
}

enum trace_status trace_run(struct trace *trace, int timeout_ms, int max_stops)
{
    if (trace->task_count == 0 && !trace->look)
        return TRACE_ENDED;
    trace->pause = false;
    if (trace->look)
        return look_run(trace, timeout_ms, max_stops);
    tick_every(trace, LOOK_EVERY_US);
    enum trace_status status = follow(trace, timeout_ms, max_stops);
    tick_every(trace, 0);
    return status;
}

/* ---- small things the caller asks for ---- */

void trace_look_soon(struct trace *trace)
{
    trace->latest_look_us = 0;
}

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
    return task && undo_cut(task, count) ? 0 : -1;
}

int64_t trace_asked(const struct trace *trace, const struct event *event)
{
    const struct task *task = task_find_shown(trace, event->tid);
    return task ? rest_whole(task, &task->registers) : -1;
}

int trace_fail(struct trace *trace, const struct event *event, int error)
{
    struct task *task = task_find_shown(trace, event->tid);
    errno = ESRCH;
    return task ? registers_skip(task->tid, &task->registers, -error) : -1;
}

int trace_step_back(struct trace *trace, const struct event *event)
{
    struct task *task = task_find_shown(trace, event->tid);
    errno = ESRCH;
    if (!task || registers_step_back(task->tid, &task->registers) == -1)
        return -1;
    task->in_call = false; /* there is no return to stop at */
    task->resume = PTRACE_CONT;
    return 0;
}

void trace_pause(struct trace *trace)
{
    trace->pause = true;
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
    errno = trace->look ? EPERM : ESRCH; /* who looks leaves them alone */
    return outer && !trace->look ? kill(outer, signal) : -1;
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
    if (trace->look) {
        look_kill(trace);
        return;
    }
    /* SIGKILL does not wake who is held at its exit: it is dying already. */
    for (int i = 0; i < trace->task_count; i++) {
        (void)kill(trace->tasks[i].tid, SIGKILL);
        if (trace->tasks[i].stopped)
            (void)ptrace(PTRACE_CONT, trace->tasks[i].tid, 0, 0L);
    }
    /* Not only until the table is empty: a child made by a process that was
     * killed in its fork is traced, though nobody told us of it. */
    for (;;) {
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid == -1 && errno == EINTR)
            continue;
        if (tid == -1)
            break;
        struct task *task = task_find(trace, tid);
        if (WIFSTOPPED(status))
            (void)kill(tid, SIGKILL), (void)ptrace(PTRACE_CONT, tid, 0, 0L);
        else if (task)
            trace_ended(trace, task, status);
    }
}

void trace_close(struct trace *trace)
{
    if (!trace)
        return;
    trace_kill(trace);
    look_end(trace);
    if (trace->has_tick)
        (void)timer_delete(trace->tick);
    log_clear(&trace->log);
    world_clear(&trace->world);
    source_close(trace->source);
    inside_close(trace->inside);
    free(trace->tasks);
    free(trace->names);
    free(trace->strangers);
    free(trace);
}
