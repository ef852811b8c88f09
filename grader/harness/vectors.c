/* vectors.c - argument vectors, workers, and the program's own children. */
#include "harness/vectors.h"

#include "harness/diagnose.h"
#include "harness/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* ---- argument vectors ---- */

static const struct event *first_exec(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_EXEC)
            return log_at(log, i);
    return NULL;
}

void check_vector(struct check *check, const char *expected)
{
    const struct event *failed = evidence_failed(check->run, ROLE_EXEC, EFAULT);
    const struct event *exec = first_exec(check->run);
    if (check->failed)
        return;
    if (failed) {
        (void)finding_add(
            check, "PROC-09", failed->place,
            text_of("the argument vector has no end"),
            text_of("exec failed with EFAULT: it read on behind the last "
                    "word, and what stands there is no address"),
            text_of("exec looks for a null pointer behind the last word, "
                    "and there is none"));
        return;
    }
    if (!exec || !exec->text || strcmp(exec->text, expected) == 0)
        return;
    size_t length = strlen(expected);
    bool longer = strncmp(exec->text, expected, length) == 0;
    (void)finding_add(
        check, "PROC-09", exec->place, text_of("another argument vector"),
        text_of("the program was started as \"%.80s\"; right is \"%s\"",
                exec->text, expected),
        longer ? text_of("the vector does not end behind the last word: a "
                         "null pointer must stand there")
               : text_of("the first string is the program's own name "
                         "(argv[0]); the words come behind it"));
}

/* ---- workers ---- */

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

/* ---- the program's own children ---- */

/* By the log: in the world a process whose parent ends has none any more. */
static bool is_child_of_root(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_FORK && log_at(log, i)->other == pid)
            return log_at(log, i)->pid == trace_root(run->trace);
    return false;
}

void check_own_children_reaped(struct check *check)
{
    const struct run *run = check->run;
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < run->left_count && !check->failed; i++) {
        const struct process *left = world_process(world, run->left[i]);
        if (!left || !is_child_of_root(run, left->pid))
            continue;
        (void)finding_add(
            check, "PROC-02", left->forked_at, text_of("a child is left"),
            text_of("your function was done, and its child (pid %d) had not "
                    "been waited for",
                    left->pid),
            text_of("while its parent lives, a child that ends becomes a "
                    "zombie, and it is the parent who must wait for it"));
    }
}
