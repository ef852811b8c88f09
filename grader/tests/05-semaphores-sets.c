/* 05-semaphores-sets.c - what lab 05 demands of 5.7 and 5.8: sets of System V
 * semaphores. Each semop is a call, so a process can be held between two.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/check.h"
#include "harness/evidence.h"
#include "harness/left.h"
#include "harness/sandbox.h"
#include "harness/semaphores.h"
#include "harness/moments.h"

#define HOLD_SEMOP(who, nth) HOLD_AT(who, ROLE_SEMOP, OBJECT_NONE, nth)
#define HOLD_CONTROL(who, nth) HOLD_AT(who, ROLE_CONTROL, OBJECT_NONE, nth)

/* A key: behind walls each run has its own keys, else it is new. */
static const char *key(void)
{
    static char text[16] = "4711";
    if (!sandbox_available(NULL))
        (void)snprintf(text, sizeof text, "%d", 0x5e000000 + (int)getpid());
    return text;
}

/* ---- when all sleep ---- */

/* A process that was killed in this run; 0: none. */
static int killed_one(const struct run *run)
{
    const struct log *log = trace_log(run->trace);
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = log_at(log, i);
        if (event->kind == EVENT_GONE && WIFSIGNALED((int)event->result))
            return event->pid;
    }
    return 0;
}

static const char kept_by_the_dead[] =
    "a process was killed after this line, and what it had taken there was not "
    "given back: only with SEM_UNDO does the kernel do that";

static const char taken_back[] =
    "the supplier has ended, and SEM_UNDO has taken back what it had supplied";

static bool explain_both(struct check *check, const struct run *run)
{
    int dead = killed_one(run);
    struct place sleeper = place_of_sleep(run, 0);
    if (run->cause.kind == CAUSE_LOCK_ORDER)
        return semaphore_stuck(check, run, "SVSEM-08", sleeper,
                               "taken one after the other",
                               "each has one of the two, and waits for the "
                               "other one's: one semop takes both or none");
    if (dead)
        return semaphore_stuck(check, run, "SVSEM-04",
                               place_of_semop(run, dead, 1),
                               "the dead one has it still", kept_by_the_dead);
    if (semop_undoes(run, semaphore_pid(run, 1)) &&
        crowd_count(run, -1, "in") == 0)
        return semaphore_stuck(check, run, "SVSEM-05",
                               place_of_semop(run, semaphore_pid(run, 1), 1),
                               "the supply was taken back", taken_back);
    if (crowd_count(run, -1, "out") > 0)
        return semaphore_stuck(check, run, "PSEM-05", sleeper, "not given back",
                               "one who has left has not given back what it "
                               "had taken");
    return semaphore_stuck(check, run, "STUCK", sleeper, "nobody adds",
                           "nobody is left who would add to it");
}

static bool explain_set(struct check *check, const struct run *run)
{
    int dead = killed_one(run);
    if (dead)
        return semaphore_stuck(
            check, run, "SVSEM-04", place_of_semop(run, dead, 1),
            "the dead one still counts as a user",
            "a user was killed, and is counted for ever: "
            "only what was added with SEM_UNDO is taken back "
            "at a process's end");
    if (set_is_old(run))
        return semaphore_stuck(check, run, "SVSEM-01", place_of_set(run),
                               "an old set",
                               "an earlier run had left this set, and what was "
                               "left in it counts as if it were new");
    if (!run_result(run, "joined"))
        return semaphore_stuck(check, run, "SVSEM-01", place_of_set(run),
                               "never ready",
                               "a new set has only zeros: nobody has said that "
                               "it is ready");
    return semaphore_stuck(check, run, "STUCK", place_of_sleep(run, 0),
                           "waits for what never comes",
                           "nobody is left who would change it");
}

static const struct setting set = { .roles = true,
                                    .explain = explain_set,
                                    .busy = "RACE-10",
                                    .computing = "RACE-10" };
static const struct setting both = { .roles = true,
                                     .explain = explain_both,
                                     .busy = "RACE-10",
                                     .computing = "RACE-10" };

/* A semop was interrupted, and the function gave up with it. */
static void check_interrupted(struct check *check, const char *name)
{
    const struct event *event = evidence_failed(check->run, ROLE_SEMOP, EINTR);
    const char *told = run_result(check->run, name);
    if (event && told && strcmp(told, "-1 EINTR") == 0)
        check_result(check, name, "0", "SVSEM-07", event->place,
                     "a signal handler interrupted semop: that is no error, "
                     "and the kernel never goes on with it by itself");
}

/* ---- 5.7 a set that many use ---- */

static void judge_made(struct check *check, const char *values)
{
    const struct run *run = check->run;
    const char *made = run_result(run, "made");
    struct place place = place_of_set(run);
    if (made && strcmp(made, "-1 EFAULT") == 0)
        check_result(
            check, "made", "0", "SVSEM-01",
            place_of_result(run, ROLE_CONTROL, -EFAULT),
            "the fourth argument of semctl is a union that you define: "
            "for SETALL its member `array` points to the values");
    if (made &&
        (strcmp(made, "-1 EEXIST") == 0 || strcmp(made, "-1 EINVAL") == 0))
        check_result(check, "made", "0", "SVSEM-03",
                     place_of_result(run, ROLE_GET, 0),
                     "an earlier run has left a set with this key, and nobody "
                     "but you will remove it");
    check_result(check, "made", "0", "RESULT", NOWHERE, NULL);
    check_result(check, "values", values, "SVSEM-01", place,
                 "a new set has only zeros, and an old one has what was left "
                 "in it: set the values, all of them, of a set that is new");
}

static void judge_used(struct check *check, const char *joined)
{
    const struct run *run = check->run;
    const char *used = run_result(run, "used");
    if (used &&
        (strcmp(used, "-1 EINVAL") == 0 || strcmp(used, "-1 EIDRM") == 0))
        check_result(
            check, "used", "0", "SVSEM-06", place_of_removal(run),
            "the set was removed while a process used it: that acts at "
            "once, for all");
    check_result(check, "joined", joined, "SVSEM-02", place_of_join(run),
                 "it joined before the set had its values, or it has changed "
                 "them");
    check_result(check, "used", "0", "RESULT", NOWHERE, NULL);
    check_interrupted(check, "ended");
    check_result(check, "ended", "0", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_SEMSET, "SVSEM-03",
                       "a set stays until somebody removes it (IPC_RMID), also "
                       "when all its users have ended");
}

Test(ex_5_7, life)
{
    struct check *check = check_begin("5.7", "life", &set);
    struct scene scene = { .arguments = { "5.7", key(), "3", "1" } };
    check_play(check, &scene);
    judge_made(check, "3 1");
    check_result(check, "mode", "600", "RESULT", place_of_set(check->run),
                 "the low nine bits of semget's flags are the mode");
    judge_used(check, "2 1");
    cr_assert(check_end(check));
}

Test(ex_5_7, old_set)
{
    struct check *check = check_begin("5.7", "old_set", &set);
    struct scene scene = { .arguments = { "-o", "1", "5.7", key(), "2" } };
    check_play(check, &scene);
    judge_made(check, "2");
    judge_used(check, "2");
    cr_assert(check_end(check));
}

/* The maker is held before each of its steps, and main joins after the first. */
Test(ex_5_7, not_ready)
{
    struct check *check = check_begin("5.7", "not_ready", &set);
    struct scene scene = {
        .arguments = { "-im", "5.7", key(), "3", "1" },
        .moves = { HOLD_CONTROL(1, 0), HOLD_SEMOP(1, 0) },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
    judge_used(check, "3 1");
    cr_assert(check_end(check));
}

/* A user has not left yet when main ends the set. */
Test(ex_5_7, last_user)
{
    struct check *check = check_begin("5.7", "last_user", &set);
    struct scene scene = { .arguments = { "5.7", key(), "3", "1" },
                           .moves = { HOLD_INSIDE(1, 1) } };
    check_play(check, &scene);
    judge_made(check, "3 1");
    judge_used(check, "2 1");
    cr_assert(check_end(check));
}

Test(ex_5_7, user_dies)
{
    struct check *check = check_begin("5.7", "user_dies", &set);
    struct scene scene = { .arguments = { "-k", "5.7", key(), "3", "1" } };
    check_play(check, &scene);
    judge_made(check, "3 1");
    check_result(check, "ended", "0", "RESULT", NOWHERE, NULL);
    check_nothing_left(check, OBJECT_SEMSET, "SVSEM-03", NULL);
    cr_assert(check_end(check));
}

Test(ex_5_7, too_large)
{
    struct check *check = check_begin("5.7", "too_large", &set);
    struct scene scene = { .arguments = { "5.7", key(), "3", "40000" } };
    check_play(check, &scene);
    check_nothing_left(check, OBJECT_SEMSET, "SVSEM-03",
                       "a value was too large (ERANGE), and the set stayed");
    check_result(check, "made", "-1 ERANGE", "RESULT", NOWHERE,
                 "a semaphore holds 32767 at most: semctl says so, and the "
                 "function must tell it");
    cr_assert(check_end(check));
}

Test(ex_5_7, interrupted)
{
    struct check *check = check_begin("5.7", "interrupted", &set);
    struct scene scene = { .arguments = { "-s", "5.7", key(), "3", "1" },
                           .interrupt_waits = true,
                           .moves = { HOLD_INSIDE(1, 1) } };
    check_play(check, &scene);
    judge_made(check, "3 1");
    check_interrupted(check, "ended");
    judge_used(check, "2 1");
    cr_assert(check_end(check));
}

/* ---- 5.8 two at once ---- */

static const struct crowd inside = { .enter = "in", .leave = "out" };

static void check_pairs(struct check *check, int most, int times)
{
    const struct run *run = check->run;
    const struct event *interrupted = evidence_failed(run, ROLE_SEMOP, EINTR);
    int who;
    if (check->failed)
        return;
    int seen = crowd_most(run, &inside, most, &who);
    bool went_on = interrupted && who == 0;
    check_that(check, seen <= most, went_on ? "SVSEM-07" : "RACE-01",
               went_on ? interrupted->place : crowd_place(run, who, "in"),
               "two inside who need the same semaphore",
               text_of("process %d came in while another had one of the two "
                       "that it needs",
                       who),
               text_of("%s", went_on ? "a signal handler interrupted semop: it "
                                       "has got nothing"
                                     : "it must have both of them first"));
    check_that(check, crowd_count(run, -1, "out") == times, "OUT", NOWHERE,
               "not everybody was inside",
               text_of("%d times somebody was inside; right is %d",
                       crowd_count(run, -1, "out"), times),
               NULL);
}

Test(ex_5_8, alone)
{
    struct check *check = check_begin("5.8", "alone", &both);
    struct scene scene = {
        .arguments = { "-i", "5.8", "01", "12" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
    check_pairs(check, 1, 2);
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* Both are held before their second call. */
Test(ex_5_8, crossed)
{
    struct check *check = check_begin("5.8", "crossed", &both);
    struct scene scene = { .arguments = { "5.8", "01", "10" },
                           .moves = { HOLD_SEMOP(1, 2), HOLD_SEMOP(2, 2) } };
    check_play(check, &scene);
    check_pairs(check, 1, 2);
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

/* The second waits for the first, and must not have what the third needs. */
Test(ex_5_8, empty_handed)
{
    struct check *check = check_begin("5.8", "empty_handed", &both);
    struct scene scene = {
        .arguments = { "-i", "5.8", "12", "01", "03" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT, NEXT),
    };
    const struct run *run = check_play(check, &scene);
    if (!check->failed)
        check_that(check,
                   crowd_position(run, 3, "in", 1) <
                       crowd_position(run, 1, "out", 1),
                   "SVSEM-08", place_of_sleep(run, semaphore_pid(run, 2)),
                   "waits with one of the two in hand",
                   text_of("process 2 waited for process 1, and process 3, "
                           "which needs nothing that process 1 has, waited "
                           "for process 2"),
                   text_of("it has taken one already, and sleeps: one semop "
                           "takes both or none"));
    check_pairs(check, 2, 3);
    cr_assert(check_end(check));
}

Test(ex_5_8, holder_dies)
{
    struct check *check = check_begin("5.8", "holder_dies", &both);
    struct scene scene = {
        .arguments = { "-ik", "5.8", "01", "10" },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
    check_pairs(check, 1, 1);
    check_result(check, "failed", "1", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_5_8, fails)
{
    struct check *check = check_begin("5.8", "fails", &both);
    struct scene scene = { .arguments = { "-em", "5.8", "01" } };
    check_play(check, &scene);
    check_pairs(check, 1, 2);
    check_result(check, "passed", "-1 EDOM", "RESULT", NOWHERE,
                 "the result, and errno, are those of what was done inside");
    cr_assert(check_end(check));
}

Test(ex_5_8, supply_stays)
{
    struct check *check = check_begin("5.8", "supply_stays", &both);
    struct scene scene = { .arguments = { "5.8", "supply", "3" } };
    const struct run *run = check_play(check, &scene);
    int supplier = semaphore_pid(run, 1);
    bool undone = semop_undoes(run, supplier);
    check_result(check, "stock", "3", undone ? "SVSEM-05" : "RESULT",
                 undone ? place_of_semop(run, supplier, 1) : NOWHERE,
                 undone ? taken_back : NULL);
    check_result(check, "consumed", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}

Test(ex_5_8, interrupted)
{
    struct check *check = check_begin("5.8", "interrupted", &both);
    struct scene taken = { .arguments = { "-sm", "5.8", "01", "10" },
                           .interrupt_waits = true,
                           .moves = { HOLD_INSIDE(1, 1) } };
    check_play(check, &taken);
    check_interrupted(check, "passed");
    check_pairs(check, 1, 3);
    struct scene empty = { .arguments = { "-sa", "5.8", "supply", "2" },
                           .interrupt_waits = true,
                           .moves = { HOLD_INSIDE(1, 1) } };
    check_play(check, &empty);
    check_interrupted(check, "consumed");
    check_result(check, "consumed", "0", "RESULT", NOWHERE, NULL);
    cr_assert(check_end(check));
}
