/* workers.c - what a worker did with its result. */
#include "harness/workers.h"

#include "harness/diagnose.h"

/* What a worker did with descriptors from 3 on, and where it opened a file. */
struct traffic {
    bool wrote, opened;
    struct place opened_at;
};

static struct traffic traffic_of(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    struct traffic traffic = { false, false, NOWHERE };
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->pid != pid)
            continue;
        if (event->kind == EVENT_ENTER && info &&
            (info->role == ROLE_WRITE || info->role == ROLE_SEND ||
             info->role == ROLE_MOVE || info->role == ROLE_MAP))
            traffic.wrote = true;
        if (event->kind == EVENT_OPEN && event->value & ACCESS_WRITE &&
            event->fd > 2 && event->place.file) {
            traffic.opened = true;
            traffic.opened_at = event->place;
        }
    }
    return traffic;
}

/* Memory that was shared before the fork needs no call. */
static bool has_shared_memory(const struct process *process)
{
    return process->mapping_count > 0;
}

void check_worker_hands_over(struct check *check, int nth)
{
    const struct process *worker = run_child(check->run, nth);
    if (check->failed || !worker || process_alive(worker) ||
        worker->wait_status != 0 || has_shared_memory(worker))
        return;
    struct traffic traffic = traffic_of(check->run, worker->pid);
    if (traffic.wrote)
        return;
    if (traffic.opened)
        (void)finding_add(
            check, "PROC-05", traffic.opened_at,
            text_of("output lost in a buffer"),
            text_of("worker %d opened a file, wrote nothing to it and ended "
                    "with status 0",
                    nth),
            text_of("what it printed was still in the buffer of its FILE, "
                    "and _exit threw the buffer away"));
    else
        (void)finding_add(
            check, "PROC-10", worker->forked_at,
            text_of("the answer stayed in the worker"),
            text_of("worker %d ended with status 0 and had handed nothing to "
                    "anybody",
                    nth),
            text_of("after fork the worker's variables are a copy of its "
                    "own: what it writes there nobody else sees"));
}
