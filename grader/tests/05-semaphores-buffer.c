/* 05-semaphores-buffer.c - what lab 05 demands of 5.3.
 *
 * The processes come one after the other, each when all others sleep or are
 * held: so the buffer is full or empty when it is to be.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/check.h"
#include "harness/queues.h"
#include "harness/semaphores.h"

static const struct setting shared = {
    .roles = true,
    .explain = semaphore_explain,
    .busy = "RACE-10",
    .computing = "RACE-10",
};
static const struct setting shared_last_first = {
    .roles = true,
    .explain = semaphore_explain_last,
    .computing = "RACE-10",
};

/* ---- who may be where ---- */

/* At most `most` may be in. An intruder who waited for fewer semaphores than it
 * must has not waited at all for this one; else its value is wrong. */
static void check_crowd(struct check *check, const struct crowd *crowd,
                        int most, int waits, const char *title,
                        const char *cause)
{
    const struct run *run = check->run;
    int who;
    if (check->failed || crowd_most(run, crowd, most, &who) <= most)
        return;
    struct before before = use_before(run, who, crowd->enter, 1);
    struct place made = waits == 1 ? before.made_first : before.made;
    bool waited = before.waits >= waits;
    check_that(check, false, waited ? "PSEM-10" : "RACE-01",
               !waited     ? crowd_place(run, who, crowd->enter)
               : made.file ? made
                           : before.used,
               title, text_of("process %d came in too early", who),
               text_of("%s", waited
                                 ? "it waited for a semaphore first, and got "
                                   "it: the semaphore's first value is too "
                                   "high"
                                 : cause));
}

/* ---- 5.3 a bounded buffer ---- */

/* The numbers of the producers (the first, and the one behind the last) and of
 * the consumers, the room, and how many items each producer puts in. */
struct trade {
    int producer, producer_end, consumer, consumer_end;
    int room, items;
};

static void check_items(struct check *check, const struct trade *trade)
{
    const struct run *run = check->run;
    for (int who = trade->producer; who < trade->producer_end; who++)
        for (int i = 1; i <= trade->items && !check->failed; i++) {
            char line[32],
                *text = text_of("%.*s", (int)run->output_length, run->output);
            (void)snprintf(line, sizeof line, "got %d\n", who * 100 + i);
            const char *found = strstr(text, line);
            bool once = found && !strstr(found + 1, line);
            free(text);
            check_that(check, once, "OUT", NOWHERE, "an item went wrong",
                       text_of("item %d was put in once, and was taken out %s",
                               who * 100 + i,
                               found ? "more than once" : "never"),
                       NULL);
        }
}

static void judge_trade(struct check *check, const struct trade *trade)
{
    const struct crowd puts = { .enter = "in",
                                .leave = "out",
                                .first = trade->producer,
                                .end = trade->producer_end };
    const struct crowd takes = { .enter = "in",
                                 .leave = "out",
                                 .first = trade->consumer,
                                 .end = trade->consumer_end };
    struct crowd filled = puts, ready = takes;
    filled.leaver = trade->consumer;
    filled.leaver_end = trade->consumer_end;
    ready.leaver = trade->producer;
    ready.leaver_end = trade->producer_end;
    check_crowd(check, &ready, 0, 1, "taken before it was there",
                "it did not wait until an item was ready");
    check_crowd(check, &filled, trade->room, 1, "more than there is room for",
                "it did not wait for a free place");
    check_crowd(check, &puts, 1, 2, "two put at the same time",
                "it waited for a free place only, and not for its turn");
    check_crowd(check, &takes, 1, 2, "two take at the same time",
                "it waited for an item only, and not for its turn");
    check_result(check, "failed", "0", "RESULT", NOWHERE, NULL);
    check_items(check, trade);
}

static void demand_trade(struct check *check, struct scene *scene,
                         const struct trade *trade)
{
    check_play(check, scene);
    judge_trade(check, trade);
}

/* The consumer comes when the producer has ended. */
Test(ex_5_3, one_by_one)
{
    struct check *check = check_begin("5.3", "one_by_one", &shared);
    struct scene scene = {
        .arguments = { "-vi", "5.3", "3", "1", "1", "3" },
        NEXT_COMES(NEXT),
    };
    struct trade trade = { 1, 2, 2, 3, 3, 3 };
    demand_trade(check, &scene, &trade);
    if (!check->failed) {
        char *text =
            text_of("%.*s", (int)check->run->output_length, check->run->output);
        const char *last = text;
        for (int i = 101; i <= 103 && last; i++) {
            char line[16];
            (void)snprintf(line, sizeof line, "got %d", i);
            last = strstr(last, line);
        }
        check_that(check, last, "OUT", NOWHERE, "another order",
                   text_of("the items came out in another order than they "
                           "were put in"),
                   NULL);
        free(text);
    }
    cr_assert(check_end(check));
}

/* The consumer is held before it waits, until three have come, and the third one
 * has found no room. When a place is free, that one is held on its way to it until
 * the consumer finds nothing more. */
Test(ex_5_3, full)
{
    struct check *check = check_begin("5.3", "full", &shared_last_first);
    struct scene scene = {
        .arguments = { "-vic", "5.3", "2", "3", "1", "1" },
        .moves = { HOLD_WAIT(1, 1), HOLD_WAIT(4, 2) },
        NEXT_COMES(NEXT, NEXT, NEXT),
    };
    struct trade trade = { 2, 5, 1, 2, 2, 1 };
    demand_trade(check, &scene, &trade);
    struct scene small = {
        .arguments = { "-vi", "5.3", "1", "2", "1", "1" },
        NEXT_COMES(NEXT, NEXT),
    };
    struct trade little = { 1, 3, 3, 4, 1, 1 };
    demand_trade(check, &small, &little);
    cr_assert(check_end(check));
}

Test(ex_5_3, empty)
{
    struct check *check = check_begin("5.3", "empty", &shared_last_first);
    struct scene scene = {
        .arguments = { "-vic", "5.3", "3", "1", "1", "2" },
        NEXT_COMES(NEXT),
    };
    struct trade trade = { 2, 3, 1, 2, 3, 2 };
    demand_trade(check, &scene, &trade);
    cr_assert(check_end(check));
}

/* The first one stands halfway when the second one comes. */
Test(ex_5_3, one_puts)
{
    struct check *check = check_begin("5.3", "one_puts", &shared);
    struct scene scene = {
        .arguments = { "-vi", "5.3", "5", "2", "1", "1" },
        .moves = { HOLD_INSIDE(1, 1) },
        NEXT_COMES(NEXT, NEXT_LATER),
    };
    struct trade trade = { 1, 3, 3, 4, 5, 1 };
    demand_trade(check, &scene, &trade);
    cr_assert(check_end(check));
}

Test(ex_5_3, one_takes)
{
    struct check *check = check_begin("5.3", "one_takes", &shared);
    struct scene scene = {
        .arguments = { "-vi", "5.3", "5", "1", "2", "2" },
        .moves = { HOLD_INSIDE(2, 1) },
        NEXT_COMES(NEXT, NEXT),
    };
    struct trade trade = { 1, 2, 2, 4, 5, 2 };
    demand_trade(check, &scene, &trade);
    cr_assert(check_end(check));
}

/* Main takes from an empty buffer, and a signal finds it asleep. */
Test(ex_5_3, interrupted)
{
    struct check *check = check_begin("5.3", "interrupted", &shared);
    struct scene scene = {
        .arguments = { "-vsm", "5.3", "2", "1", "0", "1" },
        .interrupt_waits = true,
        .moves = { HOLD_WAIT(1, 1) },
    };
    const struct crowd ready = { "in", "out", 0, 1, 1, 2 };
    struct trade trade = { 1, 2, 0, 1, 2, 1 };
    const struct run *run = check_play(check, &scene);
    struct place place = place_of_sleep(run, semaphore_pid(run, 0));
    if (run_result(run, "took"))
        check_result(check, "took", "0", "PSEM-03", place,
                     "a signal handler interrupted the wait: that is no "
                     "error, wait again");
    if (!check->failed && place.file)
        check_that(check, crowd_most(run, &ready, 0, NULL) <= 0, "PSEM-03",
                   place, "taken before it was there",
                   text_of("a signal handler interrupted the wait, and your "
                           "process went on while the buffer was empty"),
                   text_of("-1 with EINTR from sem_wait means: you have got "
                           "nothing, wait again"));
    judge_trade(check, &trade);
    cr_assert(check_end(check));
}
