/* mapped.c - reads the log of a run for mappings and segments. */
#include "harness/mapped.h"

#include "harness/diagnose.h"
#include "harness/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* ---- mappings ---- */

static const struct event *first_map(const struct run *run, bool of_root)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        const struct call_info *info = call_at(event->call);
        if (event->kind == EVENT_LEAVE && info && info->role == ROLE_MAP &&
            event->place.file &&
            (event->pid == trace_root(run->trace)) == of_root)
            return event;
    }
    return NULL;
}

void check_shared_before_fork(struct check *check)
{
    const struct event *late = first_map(check->run, false);
    if (check->failed || first_map(check->run, true))
        return;
    (void)finding_add(
        check, late ? "PSHM-03" : "PSHM-02", late ? late->place : NOWHERE,
        text_of("each process has its own memory"),
        late ? text_of("the memory was mapped in a child (pid %d), behind its "
                       "fork",
                       late->pid)
             : text_of("no memory was mapped so that others share it"),
        late ? text_of("memory without a name is shared only with children "
                       "that are forked later")
             : text_of("after fork, and with MAP_PRIVATE, what a child stores "
                       "goes to a copy of its own"));
}

void check_reader_whole(struct check *check, const char *code,
                        const char *cause)
{
    const struct run *run = check->run;
    if (check->failed || !run->crash_signal)
        return;
    (void)finding_add(
        check, code, run->crashed_at,
        text_of("ended by SIG%s", sigabbrev_np(run->crash_signal)),
        text_of("a process was ended by SIG%s when it touched the memory",
                sigabbrev_np(run->crash_signal)),
        text_of("%s", cause));
}

/* ---- segments ---- */

static bool is_key_of_run(const struct run *run, int64_t number)
{
    const struct world *world = trace_world(run->trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == OBJECT_SEGMENT &&
            object_fact(&world->objects[i], "key", -1) == number)
            return true;
    return false;
}

static void tell(struct check *check, const struct event *event,
                 const char *code, const char *title, const char *cause)
{
    (void)finding_add(check, code, event->place, text_of("%s", title),
                      text_of("%s failed with %s", call_at(event->call)->name,
                              strerrorname_np((int)-event->result)),
                      text_of("%s", cause));
}

void check_segment_calls(struct check *check)
{
    const struct run *run = check->run;
    const struct event *control = evidence_failed(run, ROLE_CONTROL, 0);
    const struct event *detach = evidence_failed(run, ROLE_DETACH, 0);
    const struct event *attach = evidence_failed(run, ROLE_ATTACH, EACCES);
    if (check->failed)
        return;
    if (control && is_key_of_run(run, control->arguments[0]))
        tell(check, control, "SVSHM-04", "a key is no id",
             "shmctl takes the id that shmget returned; the key only leads "
             "to it");
    else if (detach)
        tell(check, detach, "SVSHM-06", "another address than shmat's",
             "shmdt takes just the address that shmat returned, and this one "
             "had moved on");
    else if (attach)
        tell(check, attach, "SVSHM-05", "a segment without a mode",
             "the low nine bits of shmget's flags say who may use the segment: "
             "with none, nobody but root may");
}
