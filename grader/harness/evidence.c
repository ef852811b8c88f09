/* evidence.c - reads the log of a run that is over, from its beginning. */
#include "harness/evidence.h"

#include "harness/places.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static enum call_role role_of(const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    return info ? info->role : ROLE_NONE;
}

/* ---- waiting ---- */

static bool made_again(const struct run *run, size_t index)
{
    const struct log *log = trace_log(run->trace);
    const struct event *first = log_at(log, index);
    for (size_t i = index + 1; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && event->tid == first->tid &&
            role_of(event) == role_of(first) &&
            event->arguments[0] == first->arguments[0])
            return true;
    }
    return false;
}

const struct event *evidence_gave_up_waiting(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        enum call_role role = role_of(event);
        if (event->kind == EVENT_LEAVE && event->result == -EINTR &&
            event->pid == trace_root(run->trace) &&
            (role == ROLE_WAIT || role == ROLE_POLL || role == ROLE_READ ||
             role == ROLE_WRITE) &&
            !made_again(run, i))
            return event;
    }
    return NULL;
}

const struct event *evidence_status_lost(const struct run *run)
{
    const struct event *failed = evidence_failed(run, ROLE_WAIT, ECHILD);
    for (int i = 1; failed && i <= run_child_count(run); i++)
        if (run_child(run, i)->state != PROCESS_REAPED)
            return failed;
    return NULL;
}

const struct event *evidence_failed(const struct run *run, enum call_role role,
                                    int error)
{
    return run_find_result(run, role, -error);
}

/* ---- output without end ---- */

/* How much it gave to write, and the line of its last write. A write to a file
 * is seen only when it is entered. */
static int64_t measure_writes(const struct run *run, int pid,
                              struct place *place)
{
    const struct log *log = trace_log(run->trace);
    int64_t bytes = 0;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind != EVENT_ENTER || event->pid != pid ||
            role_of(event) != ROLE_WRITE)
            continue;
        bytes += event->arguments[2];
        if (event->place.file)
            *place = event->place;
    }
    return bytes;
}

/* The full file stops the next one who writes there, too: the one that wrote
 * most has filled it. */
const struct process *evidence_endless_output(const struct run *run,
                                              struct place *place)
{
    const struct world *world = trace_world(run->trace);
    const struct process *found = NULL;
    int64_t most = -1;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        struct place last = NOWHERE;
        if (!process->own_program || process_alive(process) ||
            !WIFSIGNALED(process->wait_status) ||
            WTERMSIG(process->wait_status) != SIGXFSZ)
            continue;
        int64_t bytes = measure_writes(run, process->pid, &last);
        if (bytes <= most)
            continue;
        found = process;
        most = bytes;
        *place = last;
    }
    return found;
}

/* ---- a child that comes back ---- */

/* A result told on stderr by another process than the program itself. */
static bool tells_result(const struct event *event)
{
    return event->kind == EVENT_ENTER && role_of(event) == ROLE_WRITE &&
           event->payload_length >= 2 && memcmp(event->payload, "= ", 2) == 0;
}

/* A process whose exec has failed has nothing to do but to say so and end; one
 * that forks or waits does the parent's work. */
static bool works_after_exec(const struct run *run, size_t index)
{
    const struct log *log = trace_log(run->trace);
    const struct event *event = log_at(log, index);
    if (event->kind != EVENT_FORK &&
        !(event->kind == EVENT_ENTER && role_of(event) == ROLE_WAIT))
        return false;
    for (size_t i = 0; i < index; i++) {
        const struct event *before = log_at(log, i);
        if (before->kind == EVENT_LEAVE && before->pid == event->pid &&
            role_of(before) == ROLE_EXEC && before->result < 0)
            return true;
    }
    return false;
}

const struct process *evidence_stray_copy(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid != trace_root(run->trace) &&
            (tells_result(event) || works_after_exec(run, i)) &&
            run_is_own(run, event->pid))
            return world_process(trace_world(run->trace), event->pid);
    }
    return NULL;
}

struct place evidence_last_place(const struct run *run, int pid)
{
    const struct log *log = trace_log(run->trace);
    struct place place = NOWHERE;
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->pid == pid && event->kind == EVENT_ENTER &&
            place_is_students(&event->place))
            place = event->place;
    }
    return place;
}
