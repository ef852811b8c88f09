/* 04-shared-memory-nameless.c - what lab 04 demands of 4.4 and 4.5: memory that
 * only relatives share, and System V segments, which have a key.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <string.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/mapped.h"
#include "harness/moments.h"
#include "tests/04-shared-memory.h"

/* ---- 4.4 memory without a name ---- */

static void demand_answers(struct check *check, struct scene *scene,
                           const char *answers, const char *output)
{
    check_play(check, scene);
    if (check->run->output_length != strlen(output))
        check_shared_before_fork(check);
    check_output(check, output, strlen(output));
    check_result(check, "answers", answers, "RESULT", NOWHERE, NULL);
    check_all_reaped(check);
}

Test(ex_4_4, answers)
{
    struct check *check = check_begin("4.4", "answers", &memory_plain);
    struct scene scene = { .arguments = { "4.4", "one", "", "three" } };
    demand_answers(check, &scene, "3", "ONE\n\nTHREE\n");
    struct scene order = { .arguments = { "4.4", "a", "b", "c" },
                           .ends_in_reverse = true };
    demand_answers(check, &order, "3", "A\nB\nC\n");
    cr_assert(check_end(check));
}

Test(ex_4_4, worker_dies)
{
    struct check *check = check_begin("4.4", "worker_dies", &memory_plain);
    struct scene scene = { .arguments = { "-k", "1", "4.4", "a", "b", "c" } };
    demand_answers(check, &scene, "2", "A\nC\n");
    check_line(check, "= answer 1 none", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* ---- 4.5 System V ---- */

static void demand_segment(struct check *check, struct scene *scene,
                           const char *returned)
{
    memory_play(check, scene, "SVSHM-02",
                "shmat had failed and returned (void *)-1, which is not a "
                "null pointer");
    check_segment_calls(check);
    check_result(check, "returned", returned, "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_SEGMENT, "SVSHM-01",
                       "a segment stays until somebody removes it "
                       "(IPC_RMID), also when all have detached");
}

Test(ex_4_5, life)
{
    struct check *check = check_begin("4.5", "life", &memory_plain);
    struct scene scene = { .arguments = { "4.5", "4711", "5000", "Q" } };
    demand_segment(check, &scene, "42");
    check_result(check, "filled", "5000 Q", "RESULT", NOWHERE, NULL);
    check_result(check, "mode", "600, attached 1", "SVSHM-05", NOWHERE,
                 "the low nine bits of shmget's flags are the mode");
    cr_assert(check_end(check));
}

Test(ex_4_5, smaller_one)
{
    struct check *check = check_begin("4.5", "smaller_one", &memory_plain);
    struct scene scene = { .arguments = { "-o", "100", "4.5", "4711", "5000",
                                          "Q" } };
    struct run *run = check_play(check, &scene);
    check_result(check, "returned", "42", "SVSHM-03",
                 place_of_result(run, ROLE_GET, -EINVAL),
                 "the key already named a smaller segment, left by an older "
                 "program");
    check_result(check, "filled", "5000 Q", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_SEGMENT, "SVSHM-01", NULL);
    cr_assert(check_end(check));
}

Test(ex_4_5, large_one)
{
    struct check *check = check_begin("4.5", "large_one", &memory_plain);
    struct scene scene = { .arguments = { "-o", "9000", "4.5", "4711", "5000",
                                          "Q" } };
    demand_segment(check, &scene, "42");
    cr_assert(check_end(check));
}

Test(ex_4_5, work_fails)
{
    struct check *check = check_begin("4.5", "work_fails", &memory_plain);
    struct scene scene = { .arguments = { "-w", "4.5", "4711", "50", "Q" } };
    demand_segment(check, &scene, "-1 EDOM");
    cr_assert(check_end(check));
}

Test(ex_4_5, shmat_fails)
{
    struct check *check = check_begin("4.5", "shmat_fails", &memory_plain);
    struct scene scene = {
        .arguments = { "4.5", "4711", "50", "Q" },
        .moves = { FAIL_AT(MOVE_ROOT, ROLE_ATTACH, OBJECT_NONE, 0, EMFILE) },
    };
    demand_segment(check, &scene, "-1 EMFILE");
    cr_assert(check_end(check));
}
