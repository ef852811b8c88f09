/* 05-semaphores-time.c - what lab 05 demands of 5.2: now, or in time. */
#include <criterion/criterion.h>

#include <string.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/semaphores.h"

static const struct crowd inside = { .enter = "in", .leave = "out" };

static bool explain_limit(struct check *check, const struct run *run)
{
    int main_pid = semaphore_pid(run, 0);
    struct place looked = place_of_use(run, "sem_getvalue", main_pid);
    if (looked.file)
        return semaphore_stuck(
            check, run, "PSEM-07", looked, "an old value decides",
            "it looked and saw a permit; before it took it, another process "
            "had done so, and now it sleeps: sem_trywait does both in one "
            "step");
    return semaphore_stuck(check, run, "STUCK", place_of_sleep(run, main_pid),
                           "sleeps, and nobody may wake it",
                           "the other one stays inside for longer than it "
                           "was to wait");
}

static const struct setting limited = {
    .roles = true,
    .explain = explain_limit,
    .busy = "RACE-10",
    .computing = "RACE-10",
};

/* Main has tried while another was inside, or nobody. */
static void judge_limit(struct check *check, const char *passed, int came)
{
    const struct run *run = check->run;
    struct place place = place_of_use(run, "sem_timedwait", 2);
    const char *late = "after ETIMEDOUT it has no permit, and must not go in";
    const char *got = run_result(run, "passed");
    if (got && strcmp(got, "-1 EINTR") == 0)
        check_result(check, "passed", passed, "PSEM-03",
                     place_of_sleep(run, semaphore_pid(run, 0)),
                     "a signal handler interrupted the wait: that is no "
                     "error, wait again");
    if (!check->failed)
        check_that(check, crowd_most(run, &inside, 1, NULL) <= 1,
                   place.file ? "PSEM-09" : "RACE-01",
                   place.file ? place : crowd_place(run, 0, "in"),
                   "too many inside",
                   text_of("your process went in while another was inside"),
                   text_of("%s", place.file ? late : "it has no permit"));
    check_result(check, "passed", passed, place.file ? "PSEM-09" : "RESULT",
                 place,
                 place.file ? "the limit is a moment by CLOCK_REALTIME, with "
                              "tv_nsec below 1000000000: now, and so much "
                              "later"
                            : NULL);
    if (!check->failed)
        check_that(check, crowd_count(run, 0, "in") == came, "OUT", NOWHERE,
                   "inside or not",
                   text_of("your process was inside %d times; right is %d",
                           crowd_count(run, 0, "in"), came),
                   NULL);
    check_result(check, "permits", "1", "PSEM-05", crowd_place(run, 0, "in"),
                 "when all have left there is one permit, as at the beginning");
}

static void demand_limit(struct check *check, struct scene *scene,
                         const char *passed)
{
    check_play(check, scene);
    judge_limit(check, passed, strcmp(passed, "0") == 0);
}

Test(ex_5_2, free)
{
    struct check *check = check_begin("5.2", "free", &limited);
    struct scene now = { .arguments = { "-vf", "5.2", semaphore_name(),
                                        "try" } };
    demand_limit(check, &now, "0");
    struct scene later = { .arguments = { "-vf", "5.2", semaphore_name(),
                                          "60999" } };
    demand_limit(check, &later, "0");
    cr_assert(check_end(check));
}

Test(ex_5_2, taken)
{
    struct check *check = check_begin("5.2", "taken", &limited);
    struct scene scene = { .arguments = { "-v", "5.2", semaphore_name(),
                                          "try" } };
    demand_limit(check, &scene, "-1 EAGAIN");
    cr_assert(check_end(check));
}

/* Whoever looks at the value is held then, and the other one comes. */
Test(ex_5_2, value_is_old)
{
    struct check *check = check_begin("5.2", "value_is_old", &limited);
    struct scene scene = {
        .arguments = { "-via", "5.2", semaphore_name(), "try" },
        .moves = { HOLD_WAIT(MOVE_ROOT, 1) },
        NEXT_COMES(NEXT),
    };
    const struct run *run = check_play(check, &scene);
    const char *passed = run_result(run, "passed");
    bool in = passed && strcmp(passed, "0") == 0;
    judge_limit(check, in ? "0" : "-1 EAGAIN", in);
    cr_assert(check_end(check));
}

Test(ex_5_2, in_time)
{
    struct check *check = check_begin("5.2", "in_time", &limited);
    struct scene scene = {
        .arguments = { "-vl", "5.2", semaphore_name(), "60999" },
        .moves = { HOLD_INSIDE(1, 1) },
    };
    demand_limit(check, &scene, "0");
    cr_assert(check_end(check));
}

Test(ex_5_2, gives_up)
{
    struct check *check = check_begin("5.2", "gives_up", &limited);
    static const char *const limits[] = { "0", "20" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = { .arguments = { "-v", "5.2", semaphore_name(),
                                              limits[i] } };
        demand_limit(check, &scene, "-1 ETIMEDOUT");
    }
    cr_assert(check_end(check));
}

Test(ex_5_2, interrupted)
{
    struct check *check = check_begin("5.2", "interrupted", &limited);
    struct scene scene = {
        .arguments = { "-vsl", "5.2", semaphore_name(), "60999" },
        .interrupt_waits = true,
        .moves = { HOLD_INSIDE(1, 1) },
    };
    demand_limit(check, &scene, "0");
    cr_assert(check_end(check));
}
