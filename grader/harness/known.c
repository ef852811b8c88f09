/* known.c - a wrong result is only a symptom: these are looked for first. */
#include "harness/known.h"

#include "harness/diagnose.h"
#include "harness/handed_on.h"

#include <errno.h>
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

bool check_known_mistake(struct check *check)
{
    return tell_wrong_end(check) || tell_two_pipes(check) ||
           handed_on_swapped(check) || tell_ignored_child(check);
}
