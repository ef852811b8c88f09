/* see_process.c - waiting for children. wait(2), waitid(2) */
#include "observe/see.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

void see_wait_entry(struct trace *trace, struct task *task, struct event *event)
{
    (void)task;
    bool waitid = strcmp(call_at(event->call)->name, "waitid") == 0;
    if (!waitid)
        event->arguments[0] = trace_named(trace, (int32_t)event->arguments[0]);
    else if (event->arguments[0] == P_PID)
        event->arguments[1] = trace_named(trace, (int32_t)event->arguments[1]);
    else if (event->arguments[0] == P_PIDFD)
        see_descriptor(trace, event, (int)event->arguments[1]);
}

void see_wait_done(struct trace *trace, struct task *task, struct event *leave)
{
    if (leave->result > 0)
        leave->result = trace_named(trace, leave->result);
    int64_t pid = leave->result;
    if (strcmp(call_at(leave->call)->name, "waitid") == 0) {
        siginfo_t info = { 0 };
        if (leave->result < 0 || leave->arguments[2] == 0 ||
            (leave->arguments[3] & WNOWAIT) ||
            proc_memory(task->group, (uint64_t)leave->arguments[2], &info,
                        sizeof info) <= 0)
            return;
        pid = trace_named(trace, info.si_pid);
    }
    const struct process *child = world_process(&trace->world, (int)pid);
    if (!child || process_alive(child))
        return; /* stopped or continued, not ended */
    struct event event = event_make(EVENT_REAP, task->shown_pid);
    event.other = (int)pid;
    event.place = task->entered.place;
    (void)trace_emit(trace, &event);
}
