/* 01-pipes-pipelines.c - what lab 01 demands of 1.3 and 1.4: programs that are
 * connected by pipes, two and any number of them. Each gets its two ends and no
 * more, and which of them ends first makes no difference.
 */
#include <criterion/criterion.h>

#include <string.h>

#include "harness/check.h"
#include "harness/moments.h"
#include "tests/01-pipes.h"

static const struct setting in_pipeline = {
    { PIPES_STUCK, [CAUSE_LEAKED_END] = "PIPE-02",
      [CAUSE_WAIT_BEFORE_READ] = "PROC-03" },
    .stuck_by_copy = "PIPE-09",
    .handed_on = "PIPE-02",
    .busy = "PIPE-14",
};

/* ---- 1.3 left | right ---- */

static void demand_pipeline(struct check *check, struct scene *scene,
                            const char *output, const int *statuses, int count)
{
    scene->ends_in_reverse = count <= 4;
    check_play(check, scene);
    check_no_stray_copy(check);
    check_output(check, output, strlen(output));
    check_result(check, "returned", "0", "RESULT", NOWHERE, NULL);
    check_statuses(check, statuses, count);
    check_all_reaped(check);
    check_stages_clean(check);
}

Test(ex_1_3, two_programs)
{
    struct check *check = check_begin("1.3", "two_programs", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "seq 5", "wc -l" } };
    demand_pipeline(check, &scene, "5\n", (int[]){ 0, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, large_output)
{
    struct check *check = check_begin("1.3", "large_output", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "seq 30000", "wc -l" } };
    demand_pipeline(check, &scene, "30000\n", (int[]){ 0, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, reader_leaves)
{
    struct check *check = check_begin("1.3", "reader_leaves", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "yes", "head -n 1" } };
    demand_pipeline(check, &scene, "y\n", (int[]){ 141, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, statuses)
{
    struct check *check = check_begin("1.3", "statuses", &in_pipeline);
    struct scene scene = { .arguments = { "1.3", "sh -c 'exit 3'",
                                          "sh -c 'kill -9 $$'" } };
    demand_pipeline(check, &scene, "", (int[]){ 3, 137 }, 2);
    cr_assert(check_end(check));
}

/* The left program is kept from ending until the right one has ended. */
Test(ex_1_3, ends_in_other_order)
{
    struct check *check =
        check_begin("1.3", "ends_in_other_order", &in_pipeline);
    struct scene scene = {
        .arguments = { "1.3", "sh -c 'exit 3'", "sh -c 'exit 4'" },
        .moves = { HOLD_AT_ITS_END(1) },
    };
    demand_pipeline(check, &scene, "", (int[]){ 3, 4 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, cannot_exec)
{
    struct check *check = check_begin("1.3", "cannot_exec", &in_pipeline);
    struct scene missing = { .arguments = { "-b", "[once]", "1.3",
                                            "no-such-program", "cat" } };
    check_play(check, &missing);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_statuses(check, (int[]){ 127, 0 }, 2);
    check_all_reaped(check);
    struct scene forbidden = { .arguments = { "1.3", "true", "/usr" },
                               .ends_in_reverse = true };
    check_play(check, &forbidden);
    check_no_stray_copy(check);
    check_statuses(check, (int[]){ 0, 126 }, 2);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_3, hard_surroundings)
{
    struct check *check = check_begin("1.3", "hard_surroundings", &in_pipeline);
    struct scene interrupted = {
        .arguments = { "-s", "1.3", "echo x", "cat" },
        .interrupt_waits = true,
        .moves = { HOLD_AT_ITS_END(1) },
    };
    check_interrupted_wait(check, &interrupted);
    check_all_reaped(check);
    struct scene ignored = { .arguments = { "1.3", "echo x", "cat" },
                             .child_signal_ignored = true,
                             .ends_in_reverse = true };
    check_ignored_child_signal(check, &ignored);
    check_statuses(check, (int[]){ 0, 0 }, 2);
    cr_assert(check_end(check));
}

Test(ex_1_3, fork_fails)
{
    struct check *check = check_begin("1.3", "fork_fails", &in_pipeline);
    struct scene scene = {
        .arguments = { "1.3", "cat", "cat" },
        .moves = { FORK_FAILS(2) },
    };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}

/* ---- 1.4 a pipeline of any length ---- */

Test(ex_1_4, one_to_three)
{
    struct check *check = check_begin("1.4", "one_to_three", &in_pipeline);
    struct scene one = { .arguments = { "1.4", "echo one" } };
    demand_pipeline(check, &one, "one\n", (int[]){ 0 }, 1);
    struct scene three = { .arguments = { "1.4", "seq 30000", "grep 7",
                                          "wc -l" } };
    demand_pipeline(check, &three, "10317\n", (int[]){ 0, 0, 0 }, 3);
    cr_assert(check_end(check));
}

Test(ex_1_4, sixty_four)
{
    struct check *check = check_begin("1.4", "sixty_four", &in_pipeline);
    struct scene scene = { .arguments = { "1.4", "echo far" } };
    static const int zeros[64];
    for (int i = 1; i < 64; i++)
        scene.arguments[1 + i] = "cat";
    demand_pipeline(check, &scene, "far\n", zeros, 64);
    cr_assert(check_end(check));
}

Test(ex_1_4, statuses)
{
    struct check *check = check_begin("1.4", "statuses", &in_pipeline);
    struct scene scene = {
        .arguments = { "-b", "[once]", "1.4", "sh -c 'exit 3'",
                       "sh -c 'kill -9 $$'", "true", "no-such-program" },
        .ends_in_reverse = true,
    };
    check_play(check, &scene);
    check_no_stray_copy(check);
    check_printed_once(check, "[once]");
    check_statuses(check, (int[]){ 3, 137, 0, 127 }, 4);
    check_all_reaped(check);
    cr_assert(check_end(check));
}

Test(ex_1_4, closed_descriptors)
{
    struct check *check =
        check_begin("1.4", "closed_descriptors", &in_pipeline);
    for (int closed = 1; closed < 8; closed++) {
        struct scene scene = {
            .arguments = { "1.4", "echo hi", "cat", "cat -u" }, .closed = closed
        };
        check_play(check, &scene);
        check_stages_connected(check, "echo hi", "cat -u");
        check_stages_clean(check);
        if (!(closed & 2))
            check_output(check, "hi\n", 3);
        check_all_reaped(check);
    }
    cr_assert(check_end(check));
}

Test(ex_1_4, fork_fails)
{
    struct check *check = check_begin("1.4", "fork_fails", &in_pipeline);
    struct scene scene = {
        .arguments = { "1.4", "yes", "cat", "cat", "cat" },
        .moves = { FORK_FAILS(3) },
    };
    check_failed_fork(check, &scene);
    cr_assert(check_end(check));
}
