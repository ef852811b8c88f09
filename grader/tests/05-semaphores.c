/* 05-semaphores.c - what lab 05 demands of 5.1, as a list of checks.
 *
 * main.c there plays the other side with processes of its own. A semaphore for
 * which nobody has to wait makes no system call; so a move holds a process at a
 * mark that it makes inside, until all others sleep: who comes in meanwhile was
 * not kept out. 10 seconds of wall clock a run are the brake (run.h); no verdict
 * comes from it. Times of 0 and 20 ms are waited for; longer ones never are.
 *
 * The other files: 05-semaphores-time.c has 5.2, ...-buffer.c 5.3, ...-order.c
 * 5.4 to 5.6, and ...-sets.c the rest.
 */
#include <criterion/criterion.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/queues.h"
#include "harness/semaphores.h"

static const struct crowd inside = { .enter = "in", .leave = "out" };

/* ---- when all sleep ---- */

static const char kept[] =
    "whoever was inside has left, and has not given its permit back: it is "
    "gone for ever, and the next one waits for it";

/* Whoever left last (the others sleep) did so without a post. */
static struct place place_of_leaver(const struct run *run)
{
    int last = 0;
    for (int who = 0; who <= run_child_count(run); who++)
        if (crowd_position(run, who, "out", 1) >
            crowd_position(run, last, "out", 1))
            last = who;
    return crowd_place(run, last, "out");
}

static const char old_one[] =
    "a semaphore of this name was there already, left by an earlier run: "
    "O_CREAT opens it as it is, and your value is not looked at";

static bool explain_gate(struct check *check, const struct run *run)
{
    struct place made = place_of_gate(run, semaphore_pid(run, 0));
    if (gate_is_old(run))
        return semaphore_stuck(check, run, "PSEM-02", made, "an old value",
                               old_one);
    if (crowd_count(run, -1, "out") > 0)
        return semaphore_stuck(check, run, "PSEM-05", place_of_leaver(run),
                               "the permit was not given back", kept);
    return semaphore_stuck(
        check, run, "PSEM-10", made, "nobody is ever let in",
        "the semaphore began with 0, so the first one waits already: it begins "
        "with as many permits as there are");
}

static const struct setting gate = {
    .roles = true,
    .explain = explain_gate,
    .busy = "RACE-10",
    .computing = "RACE-10",
};

/* ---- 5.1 one at a time ---- */

/* Why somebody was inside who must not be. */
struct reason {
    const char *code, *cause;
    struct place place;
};

static struct reason why_let_in(const struct run *run, int who)
{
    struct reason reason = { .place =
                                 place_of_gate(run, semaphore_pid(run, 0)) };
    if (gates_differ(run, &reason.place)) {
        reason.code = "PSEM-08";
        reason.cause = "two processes opened the same name and got different "
                       "semaphores: after sem_unlink the name is free, and "
                       "O_CREAT makes a new one";
    } else if (gate_is_old(run)) {
        reason.code = "PSEM-02";
        reason.cause = old_one;
    } else if (!place_of_use(run, "sem_wait", semaphore_pid(run, who)).file) {
        reason.code = "RACE-01";
        reason.cause = "it did not wait for a permit before it went in";
        reason.place = crowd_place(run, who, "in");
    } else {
        reason.code = "PSEM-10";
        reason.cause = "it waited, and was let in: the semaphore began with "
                       "more permits than were asked for";
    }
    return reason;
}

static void check_kept_out(struct check *check, int most)
{
    int who, seen;
    if (check->failed)
        return;
    seen = crowd_most(check->run, &inside, most, &who);
    struct reason reason = why_let_in(check->run, who);
    check_that(check, seen <= most, reason.code, reason.place,
               "too many inside",
               text_of("process %d came in, and then %d were inside; no more "
                       "than %d may be",
                       who, seen, most),
               text_of("%s", reason.cause));
}

static void check_found(struct check *check)
{
    const struct run *run = check->run;
    struct place place = place_of_gate(run, semaphore_pid(run, 0));
    if (queue_told(run, "made", "EEXIST"))
        check_result(check, "made", "0", "PSEM-02", place,
                     "an earlier run has left a semaphore of this name: O_EXCL "
                     "refuses it, and nobody but you will take it away");
    check_result(check, "made", "0", "RESULT", place, NULL);
    if (run_result(run, "found"))
        check_result(check, "found", "0", "PSEM-08", place,
                     "others look for it by its name, which must stay until "
                     "all is done");
}

/* Each has been inside as often as it was to. */
static void check_all_came(struct check *check, int times)
{
    int count = check->failed ? times : crowd_count(check->run, -1, "out");
    check_that(
        check, count == times, "OUT", NOWHERE, "not everybody was inside",
        text_of("%d times somebody was inside; right is %d", count, times),
        NULL);
}

static void demand_passed(struct check *check, struct scene *scene, int most,
                          int times)
{
    check_play(check, scene);
    check_found(check);
    check_kept_out(check, most);
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    check_all_came(check, times);
    check_nothing_left(check, OBJECT_SEMAPHORE, "PSEM-08",
                       "sem_close leaves the name; only sem_unlink takes it "
                       "away");
}

Test(ex_5_1, exclusive)
{
    struct check *check = check_begin("5.1", "exclusive", &gate);
    struct scene scene = {
        .arguments = { "-vi", "5.1", semaphore_name(), "1", "3", "1" },
        NEXT_COMES(NEXT, NEXT),
        .moves = { HOLD_INSIDE(1, 1) },
    };
    demand_passed(check, &scene, 1, 3);
    cr_assert(check_end(check));
}

Test(ex_5_1, permits)
{
    struct check *check = check_begin("5.1", "permits", &gate);
    struct scene scene = {
        .arguments = { "-vi", "5.1", semaphore_name(), "2", "3", "2" },
        NEXT_COMES(NEXT, NEXT),
        .moves = { HOLD_INSIDE(1, 1), HOLD_INSIDE(2, 1) },
    };
    demand_passed(check, &scene, 2, 6);
    if (!check->failed)
        check_that(check, crowd_most(check->run, &inside, 2, NULL) == 2,
                   "PSEM-10",
                   place_of_gate(check->run, semaphore_pid(check->run, 0)),
                   "fewer inside than permits",
                   text_of("2 may be inside, and the second one was kept out "
                           "until the first had left"),
                   text_of("the semaphore's value is how many may still come "
                           "in: it begins with the number of permits"));
    cr_assert(check_end(check));
}

Test(ex_5_1, old_gate)
{
    struct check *check = check_begin("5.1", "old_gate", &gate);
    static const char *const old_values[] = { "0", "2" };
    for (int i = 0; i < 2; i++) {
        struct scene scene = {
            NEXT_COMES(NEXT),
            .arguments = { "-vio", old_values[i], "5.1", semaphore_name(), "1",
                           "2", "1" },
            .moves = { HOLD_INSIDE(1, 1) },
        };
        demand_passed(check, &scene, 1, 2);
    }
    cr_assert(check_end(check));
}

Test(ex_5_1, killed_run)
{
    struct check *check = check_begin("5.1", "killed_run", &gate);
    struct scene scene = {
        .arguments = { "-vik", "5.1", semaphore_name(), "1", "2", "1" },
        .moves = { HOLD_INSIDE(2, 1) },
        NEXT_COMES(NEXT),
    };
    demand_passed(check, &scene, 1, 2);
    cr_assert(check_end(check));
}

/* Another one is inside when main comes, and a signal finds main waiting. */
Test(ex_5_1, interrupted)
{
    struct check *check = check_begin("5.1", "interrupted", &gate);
    struct scene scene = {
        .arguments = { "-vsm", "5.1", semaphore_name(), "1", "1", "1" },
        .interrupt_waits = true,
        .moves = { HOLD_INSIDE(1, 1) },
    };
    const struct run *run = check_play(check, &scene);
    struct place place = place_of_sleep(run, semaphore_pid(run, 0));
    check_found(check);
    if (!check->failed && place.file)
        check_that(check, crowd_most(run, &inside, 1, NULL) <= 1, "PSEM-03",
                   place, "came in without a permit",
                   text_of("a signal handler interrupted the wait, and your "
                           "process went in while another was inside"),
                   text_of("-1 with EINTR from sem_wait means: you have got "
                           "nothing, wait again"));
    check_kept_out(check, 1);
    check_result(check, "passed", "0", "PSEM-03", place,
                 "a signal handler interrupted the wait: that is no error, "
                 "wait again");
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    check_all_came(check, 2);
    cr_assert(check_end(check));
}

Test(ex_5_1, work_fails)
{
    struct check *check = check_begin("5.1", "work_fails", &gate);
    struct scene scene = {
        .arguments = { "-vem", "5.1", semaphore_name(), "1", "1", "1" },
        .moves = { HOLD_INSIDE(1, 1) },
    };
    check_play(check, &scene);
    check_found(check);
    check_kept_out(check, 1);
    check_result(check, "passed", "-1 EDOM", "RESULT", NOWHERE,
                 "the result, and errno, are those of what was done inside");
    check_nothing_left(check, OBJECT_SEMAPHORE, "PSEM-08", NULL);
    cr_assert(check_end(check));
}

Test(ex_5_1, not_there)
{
    struct check *check = check_begin("5.1", "not_there", &gate);
    struct scene scene = { .arguments = { "5.1", semaphore_name(), "0", "0",
                                          "0" } };
    const struct run *run = check_play(check, &scene);
    check_result(check, "found", "-1 ENOENT", "PSEM-08", place_of_gate(run, 0),
                 "nobody has made it, and to find it must not make another "
                 "one");
    check_nothing_left(check, OBJECT_SEMAPHORE, "PSEM-08", NULL);
    cr_assert(check_end(check));
}
