/* late.c - who is held just before a call goes on after all others.
 *
 *   the shell   ── wait | held just before it ──────────── wait ──► goes on
 *   its child   ── write | held in it ── goes on ── ends ──┘
 */
#include "harness/run.h"

#include <criterion/criterion.h>

TestSuite(late, .timeout = 60);

static const struct event *nth_entry(const struct run *run, int pid,
                                     enum call_role role, int nth)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < log->count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_ENTER && event->pid == pid &&
            call_at(event->call)->role == role && --nth == 0)
            return event;
    }
    return NULL;
}

Test(late, the_others_have_a_turn_first)
{
    struct scene scene = {
        .arguments = { "-c", "(echo child) & wait; echo parent" },
        .moves = { { MOVE_HOLD, EVENT_ENTER, ROLE_WRITE, OBJECT_NONE, 1, 1, 0,
                     0 },
                   { MOVE_LATE, EVENT_ENTER, ROLE_NONE, OBJECT_NONE, MOVE_ROOT,
                     1, 0, 0 } },
    };
    struct run *run = run_play("/bin/sh", &scene);
    cr_assert(run && run->end == RUN_ENDED);
    cr_assert_str_eq(run->output, "child\nparent\n");
    int root = trace_root(run->trace);
    const struct event *before = nth_entry(run, root, ROLE_WAIT, 1);
    const struct event *again = nth_entry(run, root, ROLE_WAIT, 2);
    cr_assert(before && again);
    const struct log *log = trace_log(run->trace);
    bool ended = false;
    for (uint64_t i = before->number; i < again->number; i++)
        ended |= log_at(log, i)->kind == EVENT_GONE;
    cr_assert(ended, "its child had not ended when it made its call");
    run_close(run);
}
