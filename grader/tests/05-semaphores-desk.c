/* 05-semaphores-desk.c - what lab 05 demands of 5.9 and 5.10: the service, and
 * the mechanism of one's own choice.
 */
#include <criterion/criterion.h>

#include <stdio.h>

#include "harness/check.h"
#include "harness/left.h"
#include "harness/semaphores.h"

/* ---- 5.9 the service ---- */

enum { SERVER = 1 }; /* its number */

/* Of those who ask: one who sleeps at its first wait cannot even begin; else it
 * waits for an answer. */
static bool explain_client(struct check *check, const struct run *run, int who)
{
    int pid = semaphore_pid(run, who), server = semaphore_pid(run, SERVER);
    struct standstill found;
    if (!standstill_of(run, pid, &found))
        return false;
    if (found.kind == STANDSTILL_FROM_THE_START && found.waits == 1)
        return semaphore_stuck(check, run, "PSEM-10", found.made,
                               "nobody ever gets it",
                               "nobody has ever got this semaphore, and nobody "
                               "has posted it: it began with 0");
    if (found.waits == 1)
        return false;
    bool asked = place_of_use(run, "sem_post", pid).file;
    return semaphore_stuck(
        check, run, "PSEM-05",
        asked ? place_of_last_use(run, server) : found.place, "not posted",
        asked ? "the server has not said that the answer is there: this line "
                "is its last use of a semaphore"
              : "the client waits for the answer, and has not said that there "
                "is a question");
}

static bool explain_desk(struct check *check, const struct run *run)
{
    struct standstill found;
    standstill_find(run, true, &found);
    if (run->cause.kind == CAUSE_OWN_COPY ||
        found.kind == STANDSTILL_NOT_POSTED)
        return semaphore_explain_last(check, run);
    for (int who = 0; who <= run_child_count(run); who++)
        if (who != SERVER && explain_client(check, run, who))
            return true;
    return semaphore_stuck(check, run, "STUCK", found.place, "nobody wakes it",
                           "nobody is left who would post it");
}

static const struct setting service = {
    .roles = true,
    .explain = explain_desk,
    .busy = "RACE-10",
    .computing = "RACE-10",
};

/* "[C2-Q1]" is the right answer to process 2. */
static void check_answer(struct check *check, int who, int question)
{
    const struct run *run = check->run;
    char right[32], wrong[32];
    if (check->failed)
        return;
    (void)snprintf(right, sizeof right, "[C%d-Q%d]", who, question);
    (void)snprintf(wrong, sizeof wrong, "[c%d-q%d]", who, question);
    bool early = crowd_count(run, who, wrong) > 0;
    struct before before = use_before(run, who, early ? wrong : right, 1);
    check_that(check, crowd_count(run, who, right) == 1,
               early ? "PSEM-10" : "OUT", early ? before.made : NOWHERE,
               early ? "did not wait for the answer" : "another answer",
               text_of("process %d asked c%d-q%d, and did not get its answer "
                       "once",
                       who, who, question),
               early ? text_of("it got its own text back: the semaphore for "
                               "which it waited began with 1, so it did not "
                               "sleep until the server had answered")
                     : NULL);
}

static void judge_service(struct check *check, int clients, int questions)
{
    for (int who = 2; who < clients + 2; who++)
        for (int question = 1; question <= questions; question++)
            check_answer(check, who, question);
    check_result(check, "server", "0", "RESULT", NOWHERE,
                 "the server ends, with 0, when it is told to stop");
    check_all_reaped(check);
}

Test(ex_5_9, one_client)
{
    struct check *check = check_begin("5.9", "one_client", &service);
    struct scene scene = {
        .arguments = { "-vi", "5.9", "1", "2" },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
    judge_service(check, 1, 2);
    cr_assert(check_end(check));
}

/* The server is held until the client sleeps. */
Test(ex_5_9, client_first)
{
    struct check *check = check_begin("5.9", "client_first", &service);
    struct scene scene = {
        .arguments = { "-vi", "5.9", "1", "1" },
        .moves = { HOLD_WAIT(SERVER, 1) },
        NEXT_COMES(NEXT),
    };
    check_play(check, &scene);
    judge_service(check, 1, 1);
    cr_assert(check_end(check));
}

/* The first client is held when it has asked, and the second one comes. */
Test(ex_5_9, own_answers)
{
    struct check *check = check_begin("5.9", "own_answers", &service);
    struct scene scene = {
        .arguments = { "-vi", "5.9", "2", "1" },
        .moves = { HOLD_WAIT(2, 2) },
        NEXT_COMES(NEXT, NEXT),
    };
    check_play(check, &scene);
    judge_service(check, 2, 1);
    cr_assert(check_end(check));
}

Test(ex_5_9, server_ends)
{
    struct check *check = check_begin("5.9", "server_ends", &service);
    struct scene scene = { .arguments = { "-v", "5.9", "0", "0" },
                           .moves = { HOLD_WAIT(MOVE_ROOT, 1) } };
    check_play(check, &scene);
    judge_service(check, 0, 0);
    cr_assert(check_end(check));
}

Test(ex_5_9, interrupted)
{
    struct check *check = check_begin("5.9", "interrupted", &service);
    struct scene scene = { .arguments = { "-vsm", "5.9", "0", "1" },
                           .interrupt_waits = true,
                           .moves = { HOLD_WAIT(SERVER, 1) } };
    const struct run *run = check_play(check, &scene);
    struct place place = place_of_sleep(run, semaphore_pid(run, 0));
    if (!check->failed && place.file)
        check_that(check, crowd_count(run, 0, "[C0-Q1]") == 1, "PSEM-03", place,
                   "went on without an answer",
                   text_of("a signal handler interrupted the wait for the "
                           "answer, and your process did not get its answer"),
                   text_of("-1 with EINTR from sem_wait means: you have got "
                           "nothing, wait again"));
    check_answer(check, 0, 1);
    judge_service(check, 0, 0);
    cr_assert(check_end(check));
}

/* ---- 5.10 choose ---- */

static const char *path(void)
{
    return "scanner-file"; /* in the run's own directory */
}

static bool explain_scanner(struct check *check, const struct run *run)
{
    const struct object *object =
        world_object(trace_world(run->trace), run->cause.object);
    enum object_kind kind = object ? object->kind : OBJECT_NONE;
    struct place place = place_of_sleep(run, 0);
    if (crowd_count(run, -1, "dead") == 0)
        return semaphore_stuck(check, run, "PSEM-05", place, "not given back",
                               "whoever has used the scanner has not left it "
                               "to the next one");
    return semaphore_stuck(
        check, run,
        kind == OBJECT_SEMSET  ? "SVSEM-04"
        : kind == OBJECT_MUTEX ? "DB-09"
                               : "PSEM-06",
        place, "the dead one has it still",
        kind == OBJECT_SEMSET
            ? "a user was killed, and without SEM_UNDO nobody gives back what "
              "it had taken"
        : kind == OBJECT_MUTEX
            ? "a user was killed, and a mutex that is not robust stays locked"
            : "a user was killed with the permit in hand; a semaphore does not "
              "know who has it, so nobody gives it back");
}

static const struct setting scanner = {
    .roles = true,
    .explain = explain_scanner,
    .busy = "RACE-10",
    .computing = "RACE-10",
};
static const struct crowd inside = { .enter = "in", .leave = "out" };

static void judge_scanner(struct check *check, int times)
{
    const struct run *run = check->run;
    int who;
    if (!check->failed && crowd_most(run, &inside, 1, &who) > 1)
        check_that(check, false, "RACE-01", crowd_place(run, who, "in"),
                   "two use the scanner",
                   text_of("process %d began to scan while another did", who),
                   text_of("it must get the scanner first, and have it until "
                           "it is done"));
    if (!check->failed)
        check_that(check, crowd_count(run, -1, "in") == times, "OUT", NOWHERE,
                   "not everybody has scanned",
                   text_of("%d times somebody scanned; right is %d",
                           crowd_count(run, -1, "in"), times),
                   NULL);
    check_nothing_left(check, OBJECT_SEMAPHORE, "PSEM-08",
                       "when all have ended, the name of a semaphore is still "
                       "there, and so is its value");
    check_nothing_left(check, OBJECT_SEMSET, "SVSEM-03",
                       "when all have ended, the set is still there");
    check_nothing_left(check, OBJECT_NONE, "LEFT",
                       "when all have ended, nothing may be left of it");
}

Test(ex_5_10, alone)
{
    struct check *check = check_begin("5.10", "alone", &scanner);
    struct scene scene = {
        .arguments = { "-i", "5.10", path(), "3" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT, NEXT),
    };
    check_play(check, &scene);
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    judge_scanner(check, 3);
    cr_assert(check_end(check));
}

Test(ex_5_10, not_now)
{
    struct check *check = check_begin("5.10", "not_now", &scanner);
    struct scene taken = { .arguments = { "-am", "5.10", path(), "2" },
                           .moves = { HOLD_INSIDE(1, 1) } };
    const struct run *run = check_play(check, &taken);
    if (!check->failed)
        check_that(check,
                   crowd_count(run, 0, "in") == 0 ||
                       crowd_position(run, 0, "in", 1) <
                           crowd_position(run, 1, "out", 1),
                   "OUT", place_of_sleep(run, semaphore_pid(run, 0)),
                   "waited, and must not",
                   text_of("the scanner was in use, and your process, which "
                           "may not wait, slept until it was free"),
                   NULL);
    judge_scanner(check, 1);
    check_result(check, "scanned", "-1 EAGAIN", "RESULT", NOWHERE,
                 "in use, and it may not wait: EAGAIN");
    struct scene free = { .arguments = { "-am", "5.10", path(), "1" } };
    check_play(check, &free);
    check_result(check, "scanned", "0", "RESULT", NOWHERE, NULL);
    judge_scanner(check, 1);
    cr_assert(check_end(check));
}

/* One is killed while it scans; before that and behind that others come. */
Test(ex_5_10, user_dies)
{
    struct check *check = check_begin("5.10", "user_dies", &scanner);
    struct scene scene = {
        .arguments = { "-ik", "5.10", path(), "3" },
        NEXT_COMES(NEXT, NEXT),
    };
    check_play(check, &scene);
    check_result(check, "failed", "1", "RESULT", NOWHERE, NULL);
    judge_scanner(check, 3);
    cr_assert(check_end(check));
}

Test(ex_5_10, fails)
{
    struct check *check = check_begin("5.10", "fails", &scanner);
    struct scene scene = { .arguments = { "-em", "5.10", path(), "1" } };
    check_play(check, &scene);
    check_result(check, "scanned", "-1 EDOM", "RESULT", NOWHERE,
                 "the result, and errno, are those of the scan");
    judge_scanner(check, 2);
    cr_assert(check_end(check));
}

Test(ex_5_10, interrupted)
{
    struct check *check = check_begin("5.10", "interrupted", &scanner);
    struct scene scene = { .arguments = { "-sm", "5.10", path(), "2" },
                           .interrupt_waits = true,
                           .moves = { HOLD_INSIDE(1, 1) } };
    check_play(check, &scene);
    check_result(check, "scanned", "0", "EINTR",
                 place_of_interruption(check->run),
                 "a signal handler interrupted the wait: that is no error, "
                 "wait again");
    judge_scanner(check, 3);
    cr_assert(check_end(check));
}
