/* known.c - a wrong result is only a symptom: these are looked for first. */
#include "harness/known.h"

#include "harness/diagnose.h"
#include "harness/evidence.h"
#include "harness/handed_on.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* EBADF tells that somebody used an end that is not theirs, or none. */
static bool tell_wrong_end(struct check *check)
{
    for (int role = ROLE_READ; role <= ROLE_WRITE; role++) {
        const struct event *event =
            run_find_result(check->run, (enum call_role)role, -EBADF);
        if (!event)
            continue;
        (void)finding_add(
            check, "PIPE-11", event->place, text_of("the wrong end of a pipe"),
            text_of("%s(%d, ...) failed with EBADF", call_at(event->call)->name,
                    event->fd),
            text_of("descriptor %d is %s", event->fd,
                    event->object
                        ? role == ROLE_READ ? "the write end" : "the read end"
                        : "not open there"));
        return true;
    }
    return false;
}

/* The same line made two pipes in two processes: it was passed after fork. */
static bool tell_two_pipes(struct check *check)
{
    const struct world *world = trace_world(check->run->trace);
    for (int i = 0; i < world->object_count; i++)
        for (int j = 0; j < i; j++) {
            const struct object *one = &world->objects[j];
            const struct object *two = &world->objects[i];
            if (one->kind != OBJECT_PIPE || two->kind != OBJECT_PIPE ||
                !one->created_at.file || one->created_by == two->created_by ||
                one->created_at.file != two->created_at.file ||
                one->created_at.line != two->created_at.line)
                continue;
            (void)finding_add(
                check, "PIPE-11", one->created_at,
                text_of("the pipe was made after fork"),
                text_of("parent and child each made a pipe of their own; "
                        "nothing connects them"),
                text_of("%s:%d is passed by both processes",
                        one->created_at.file, one->created_at.line));
            return true;
        }
    return false;
}

static bool tell_ignored_child(struct check *check)
{
    const char *returned = run_result(check->run, "returned");
    bool thrown_away = false; /* it has ended, and nobody collected it */
    for (int i = 1; i <= run_child_count(check->run); i++)
        thrown_away |= run_child(check->run, i)->state == PROCESS_ZOMBIE;
    if (!thrown_away || !returned || strcmp(returned, "-1 ECHILD") != 0)
        return false;
    (void)finding_add(
        check, "PROC-12", place_of_result(check->run, ROLE_WAIT, -ECHILD),
        text_of("the status was thrown away"),
        text_of("the wait for a child failed with ECHILD: there was no child "
                "to wait for any more"),
        text_of("while SIGCHLD is ignored the kernel keeps no status of a "
                "child that ends"));
    return true;
}

/* ---- descriptors that were moved the wrong way ---- */

static bool tell_failed_dup(struct check *check)
{
    const struct event *event = evidence_failed(check->run, ROLE_DUP, 0);
    if (!event)
        return false;
    const char *name = call_at(event->call)->name;
    int fd = (int)event->arguments[0];
    bool second = strcmp(name, "dup") != 0;
    char *call = second
                     ? text_of("%s(%d, %d)", name, fd, (int)event->arguments[1])
                     : text_of("%s(%d)", name, fd);
    (void)finding_add(
        check, "EBADF", event->place, text_of("%s failed", name),
        text_of("%s failed with %s", call,
                strerrorname_np((int)-event->result)),
        event->result != -EBADF ? NULL
        : fd < 0
            ? text_of("%d is no descriptor: there was nothing to install", fd)
            : text_of("descriptor %d was not open there any more, or "
                      "never was",
                      fd));
    free(call);
    return true;
}

/* Opened over an end of a pipe, and the same as descriptor 0, 1 or 2: such a
 * copy went the wrong way, and the end is lost. Returns which of the three, or
 * -1. */
static int swapped_dup(const struct world *before, const struct event *event)
{
    const struct process *process = world_process(before, event->pid);
    if (event->kind != EVENT_OPEN || event->fd <= 2 || !process ||
        !process->own_program || process == before->processes)
        return -1;
    const struct descriptor *lost = world_descriptor(process, event->fd);
    const struct object *pipe =
        lost ? world_object(before, lost->object) : NULL;
    if (!pipe || pipe->kind != OBJECT_PIPE || event->object == pipe->id)
        return -1;
    int wanted = lost->access & ACCESS_WRITE ? 1 : 0;
    const struct descriptor *own = world_descriptor(process, wanted);
    return own && own->object == event->object ? wanted : -1;
}

static bool tell_swapped_dup(struct check *check)
{
    const struct log *log = trace_log(check->run->trace);
    struct world world = { 0 };
    const struct event *found = NULL;
    int from = -1;
    for (size_t i = 0; i < log->count && from < 0; i++) {
        found = log_at(log, i);
        from = swapped_dup(&world, found);
        world_apply(&world, found);
    }
    world_clear(&world);
    if (from < 0)
        return false;
    (void)finding_add(
        check, "EBADF", found->place, text_of("dup2 the wrong way round"),
        text_of("descriptor %d, an end of a pipe, was closed and became a "
                "copy of descriptor %d",
                found->fd, from),
        text_of("dup2(old, new): the end of the pipe is the old one, %d the "
                "new one",
                from));
    return true;
}

/* ---- a child that died by itself ---- */

static bool tell_crashed_child(struct check *check)
{
    const struct run *run = check->run;
    if (!run->crash_signal)
        return false;
    (void)finding_add(
        check, "CRASH", run->crashed_at,
        text_of("a child was ended by SIG%s", sigabbrev_np(run->crash_signal)),
        text_of("signal %d (SIG%s) ended a process that your function had "
                "started",
                run->crash_signal, sigabbrev_np(run->crash_signal)),
        NULL);
    return true;
}

bool check_known_mistake(struct check *check)
{
    return tell_crashed_child(check) || tell_failed_dup(check) ||
           tell_swapped_dup(check) || tell_wrong_end(check) ||
           tell_two_pipes(check) || handed_on_swapped(check) ||
           tell_ignored_child(check);
}
