/* see_signal.c - signals: sent, delivered, fetched, blocked, pending. signal(7)
 *
 *   kill ──► pending ──► delivered to a handler     (EVENT_SIGNAL, trace_stops.c)
 *                   └──► fetched by sigwait or read (EVENT_SIGNAL, from here)
 */
#include "observe/see.h"

#include "observe/proc_text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>

/* ---- as last seen ---- */

/* Signals between the last standard one and SIGRTMIN are the C library's own: it
 * cancels threads with them, and no program can use them. nptl(7) */
static uint64_t without_the_librarys(uint64_t set)
{
    for (int number = 32; number < SIGRTMIN; number++)
        set &= ~(UINT64_C(1) << (number - 1));
    return set;
}

void see_signals(struct trace *trace, struct task *task)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct thread *thread =
        process ? world_thread(process, task->shown_tid) : NULL;
    struct signal_sets now;
    if (!thread || proc_signals(task->tid, &now) == -1)
        return;
    now.caught = without_the_librarys(now.caught);
    now.ignored = without_the_librarys(now.ignored);
    now.blocked = without_the_librarys(now.blocked);
    struct event event = event_make(EVENT_SIGNALS, task->shown_pid);
    event.tid = task->shown_tid;
    event.arguments[0] = (int64_t)now.blocked;
    event.arguments[1] = (int64_t)now.pending;
    event.arguments[2] = (int64_t)now.shared;
    event.arguments[3] = (int64_t)now.caught;
    event.arguments[4] = (int64_t)now.ignored;
    if (now.blocked != thread->blocked || now.pending != thread->pending ||
        now.shared != process->pending || now.caught != process->caught ||
        now.ignored != process->ignored)
        (void)trace_emit(trace, &event);
}

/* ---- sent ---- */

/* The process behind a descriptor of kind pidfd; 0 when it is none of ours. */
static int process_of_pidfd(struct trace *trace, struct task *task, int fd)
{
    struct descriptor_facts facts;
    if (proc_descriptor(task->group, fd, &facts) == -1 ||
        facts.kind != OBJECT_PIDFD)
        return 0;
    const struct task *target = task_find(trace, (pid_t)facts.inode);
    return target && target->recorded ? target->shown_pid : 0;
}

/* To a thread: the process of which it is one. */
static int process_of_thread(struct trace *trace, int tid)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        if (process_alive(process) && world_thread(process, tid))
            return process->pid;
    }
    return tid;
}

static char *value_sent(struct task *task, uint64_t address)
{
    siginfo_t info;
    char *text = NULL;
    if (address == 0 || proc_memory(task->group, address, &info, sizeof info) !=
                            (ssize_t)sizeof info)
        return NULL;
    if (info.si_code == SI_QUEUE &&
        asprintf(&text, "value=%d", info.si_value.sival_int) == -1)
        return NULL;
    return text;
}

/* other = process it goes to, 0: several or none; value = the signal; text =
 * what sigqueue sends along. arguments[0] becomes the process as well. */
void see_kill_entry(struct trace *trace, struct task *task, struct event *event)
{
    const char *name = call_at(event->call)->name;
    bool queue = strstr(name, "queue"), thread = strstr(name, "tg");
    int at = thread ? 2 : 1; /* the signal; its siginfo comes next */
    event->value = (int)event->arguments[at];
    if (strcmp(name, "pidfd_send_signal") == 0) {
        see_descriptor(trace, event, (int)event->arguments[0]);
        event->other = process_of_pidfd(trace, task, (int)event->arguments[0]);
        event->arguments[0] = event->other;
        queue = event->arguments[2] != 0;
    } else {
        event->arguments[0] = trace_named(trace, (int32_t)event->arguments[0]);
        event->other = (int)event->arguments[0];
    }
    if (strcmp(name, "tkill") == 0)
        event->other = process_of_thread(trace, event->other);
    if (event->other < 0)
        event->other = 0;
    if (queue)
        event->text = value_sent(task, (uint64_t)event->arguments[at + 1]);
}

/* ---- what a signal does ---- */

/* As the kernel has it: handler, flags, restorer, mask. */
struct kernel_action {
    uint64_t handler, flags, restorer, mask;
};

/* value = the signal; text = what it will do. arguments[1] and [2] become enum
 * signal_does and the flags, [3] the signals that its handler blocks. */
void see_action_entry(struct trace *trace, struct task *task,
                      struct event *event)
{
    struct kernel_action action = { 0 };
    (void)trace;
    event->value = (int)event->arguments[0];
    if (proc_memory(task->group, (uint64_t)event->arguments[1], &action,
                    sizeof action) != (ssize_t)sizeof action)
        return;
    enum signal_does does =
        action.handler == (uint64_t)(uintptr_t)SIG_DFL   ? SIGNAL_DEFAULT
        : action.handler == (uint64_t)(uintptr_t)SIG_IGN ? SIGNAL_IGNORED
                                                         : SIGNAL_HANDLED;
    event->arguments[1] = does;
    event->arguments[2] = (int64_t)action.flags;
    event->arguments[3] = (int64_t)action.mask;
    event->text = strdup(does == SIGNAL_DEFAULT   ? "its default"
                         : does == SIGNAL_IGNORED ? "nothing, it is ignored"
                                                  : "a handler");
}

/* ---- fetched ---- */

static int sender(const struct trace *trace, int code, int pid)
{
    bool process = code == SI_USER || code == SI_QUEUE || code == SI_TKILL ||
                   code == SI_MESGQ;
    return process ? (int)trace_named(trace, pid) : 0;
}

int see_clock(int number, int code, int timer)
{
    if (code == SI_TIMER)
        return 2 + timer;
    return number == SIGALRM && code == SI_KERNEL ? 1 : 0;
}

void see_sender(const struct trace *trace, const siginfo_t *info,
                struct event *event)
{
    event->value = info->si_signo;
    event->other = sender(trace, info->si_code, info->si_pid);
    event->result = see_clock(info->si_signo, info->si_code, info->si_timerid);
}

static struct event fetched(const struct task *task, const struct event *leave)
{
    struct event event = event_make(EVENT_SIGNAL, task->shown_pid);
    event.tid = task->shown_tid;
    event.call = leave->call;
    event.place = leave->place;
    return event;
}

/* sigwait, sigwaitinfo, sigtimedwait */
void see_pause_done(struct trace *trace, struct task *task, struct event *leave)
{
    siginfo_t info;
    struct event event = fetched(task, leave);
    if (strcmp(call_at(leave->call)->name, "rt_sigtimedwait") != 0)
        return;
    event.value = (int)leave->result;
    event.other = -1;
    if (leave->arguments[1] &&
        proc_memory(task->group, (uint64_t)leave->arguments[1], &info,
                    sizeof info) == (ssize_t)sizeof info)
        see_sender(trace, &info, &event);
    (void)trace_emit(trace, &event);
}

void see_signalfd_done(struct trace *trace, struct task *task,
                       struct event *leave)
{
    struct signalfd_siginfo info;
    uint64_t address = (uint64_t)leave->arguments[1];
    for (int64_t i = 0; i < leave->result / (int64_t)sizeof info; i++) {
        if (proc_memory(task->group, address + (uint64_t)i * sizeof info, &info,
                        sizeof info) != (ssize_t)sizeof info)
            return;
        struct event event = fetched(task, leave);
        event.value = (int)info.ssi_signo;
        event.other = sender(trace, info.ssi_code, (int)info.ssi_pid);
        event.result = see_clock(event.value, info.ssi_code, (int)info.ssi_tid);
        (void)trace_emit(trace, &event);
    }
}

/* ---- signalfd ---- */

void see_signalfd_ask(struct trace *trace, const struct object *object)
{
    int fd;
    int64_t mask;
    struct task *task = see_holder(trace, object->id, &fd);
    char *info = task && fd >= 0 ? proc_fdinfo(task->group, fd) : NULL;
    char *facts = NULL;
    if (info && proc_field(info, "sigmask", 16, &mask) &&
        asprintf(&facts, "mask=%lld", (long long)mask) != -1)
        see_state(trace, object, 0, 0, 0, facts);
    free(info);
}
