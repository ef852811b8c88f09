/* waits.c - verdict and cause from logs written by hand.
 *
 * The same questions are put to running programs in stuck.c and lively.c; here
 * stand the turns that no program can be brought to take on demand.
 */
#include "observe/waits.h"

#include "observe/calls.h"
#include "observe/cause.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

static struct log story;
static struct world world;
static struct cause cause;

static struct event *tell(enum event_kind kind, int pid)
{
    struct event event = event_make(kind, pid);
    return log_append(&story, &event);
}

static void tell_pipe(int id, bool before)
{
    struct event *event = tell(EVENT_OBJECT, 10);
    event->object = id;
    event->value = OBJECT_PIPE;
    event->arguments[1] = before;
    event->text = strdup("pipe");
}

static void tell_open(int pid, int fd, int object, int access)
{
    struct event *event = tell(EVENT_OPEN, pid);
    event->fd = fd;
    event->object = object;
    event->value = access;
    event->place = (struct place){ "pipes.c", 100 * pid + fd, "exercise" };
}

static struct event *tell_sleep(int pid, const char *call, int fd, int object)
{
    struct event *enter = tell(EVENT_ENTER, pid);
    enter->call = call_by_name(call);
    enter->fd = fd;
    enter->object = object;
    enter->value = -1;
    enter->arguments[0] = fd;
    tell(EVENT_ASLEEP, pid)->call = enter->call;
    return enter;
}

/* 10 and its child 11; pipe 1. Nobody has it open yet. */
static void begin(void)
{
    tell(EVENT_START, 10)->text = strdup("pipes");
    tell_pipe(1, false);
    tell(EVENT_FORK, 10)->other = 11;
}

static enum quiet_verdict verdict(void)
{
    world_at(&world, &story, story.count);
    return wait_verdict(&world);
}

static enum cause_kind kind_of_cause(void)
{
    (void)verdict();
    bool found = cause_find(&world, &story, &cause);
    cr_assert_eq(found, cause.kind != CAUSE_NONE);
    return cause.kind;
}

static void forget(void)
{
    world_clear(&world);
    log_clear(&story);
}

TestSuite(waits, .fini = forget);

Test(waits, an_empty_world_is_done)
{
    cr_assert_eq(verdict(), QUIET_DONE);
    cr_assert_eq(kind_of_cause(), CAUSE_NONE);
}

Test(waits, one_who_runs_keeps_all_moving)
{
    begin();
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_sleep(11, "read", 3, 1);
    cr_assert_eq(verdict(), QUIET_MOVING);
    cr_assert_eq(kind_of_cause(), CAUSE_NONE);
}

Test(waits, parent_with_the_write_end_is_the_cause)
{
    begin();
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_open(11, 3, 1, ACCESS_READ);
    tell_sleep(11, "read", 3, 1);
    tell_sleep(10, "wait4", 11, 0);
    cr_assert_eq(verdict(), QUIET_STUCK);
    cr_assert_eq(kind_of_cause(), CAUSE_HELD_WRITE_END);
    cr_assert_eq(cause.victim, 11);
    cr_assert_eq(cause.culprit, 10);
    cr_assert_eq(cause.object, 1);
    cr_assert_eq(cause.fd, 4);
    cr_assert_eq(cause.opened.line, 1004);
    char *happened = cause_happened(&world, &cause);
    char *because = cause_because(&world, &cause);
    cr_assert_not_null(strstr(happened, "end-of-file"), "%s", happened);
    cr_assert_not_null(strstr(because, "descriptor 4"), "%s", because);
    cr_assert_not_null(strstr(because, "pipes.c:1004"), "%s", because);
    free(happened);
    free(because);
}

Test(waits, read_end_alone_is_no_writer)
{
    begin();
    tell_open(11, 3, 1, ACCESS_READ);
    tell_open(10, 3, 1, ACCESS_READ);
    tell_sleep(11, "read", 3, 1);
    tell_sleep(10, "wait4", 11, 0);
    struct wait wait;
    (void)verdict();
    const struct process *reader = world_process(&world, 11);
    cr_assert(wait_of(&world, reader, &reader->threads[0], &wait));
    cr_assert_eq(wait.kind, WAIT_DATA);
    cr_assert_eq(wait.waker_count, 0);
}

Test(waits, a_timer_anywhere_keeps_the_hope)
{
    begin();
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_sleep(11, "read", 3, 1);
    struct event *leave = tell(EVENT_LEAVE, 10);
    leave->call = call_by_name("alarm");
    leave->value = TIMER_ONCE;
    tell_sleep(10, "wait4", 11, 0);
    cr_assert_eq(verdict(), QUIET_WAITING);
    cr_assert(wait_is_finite(&world));
    struct event *signal = tell(EVENT_SIGNAL, 10);
    signal->value = 14; /* SIGALRM: */
    signal->result = 1; /* the timer is used up */
    tell(EVENT_ASLEEP, 10);
    cr_assert_eq(verdict(), QUIET_STUCK);
    cr_assert_not(wait_is_finite(&world));
}

Test(waits, an_outside_holder_keeps_the_hope)
{
    tell(EVENT_START, 10)->text = strdup("pipes");
    tell_pipe(1, true);
    tell_open(10, 0, 1, ACCESS_READ);
    tell_open(10, 1, 1, ACCESS_WRITE);
    tell_sleep(10, "read", 0, 1);
    cr_assert_eq(verdict(), QUIET_WAITING);
    struct event *outside = tell(EVENT_OUTSIDE, 0);
    outside->object = 1;
    outside->value = 0;
    cr_assert_eq(verdict(), QUIET_STUCK);
    cr_assert_eq(kind_of_cause(), CAUSE_OWN_WRITE_END);
}

Test(waits, a_time_out_in_poll_keeps_the_hope)
{
    for (int timeout = -1; timeout <= 1000; timeout += 1001) {
        begin();
        tell_open(11, 4, 1, ACCESS_WRITE);
        tell_open(11, 3, 1, ACCESS_READ);
        struct event *poll = tell_sleep(11, "poll", -1, 0);
        poll->text = strdup("r3 ");
        poll->value = timeout;
        tell_sleep(10, "wait4", 11, 0);
        cr_assert_eq(verdict(), timeout < 0 ? QUIET_STUCK : QUIET_WAITING);
        forget();
    }
}

Test(waits, a_stopped_process_may_be_continued)
{
    begin();
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_sleep(11, "read", 3, 1);
    tell(EVENT_STOP, 10)->value = 19;
    cr_assert_eq(verdict(), QUIET_WAITING);
}

Test(waits, one_who_can_be_freed_frees_the_others)
{
    begin();
    tell_pipe(2, true);
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_open(10, 0, 2, ACCESS_READ);
    tell_sleep(11, "read", 3, 1);
    tell_sleep(10, "read", 0, 2);
    cr_assert_eq(verdict(), QUIET_WAITING);
}

Test(waits, somebody_else_s_freedom_is_no_help)
{
    begin();
    tell(EVENT_FORK, 10)->other = 12;
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_sleep(11, "read", 3, 1);
    tell_sleep(10, "wait4", 11, 0);
    struct event *sleep = tell_sleep(12, "nanosleep", -1, 0);
    (void)sleep;
    /* 12 will run again, and may well kill 11: nothing is proven. */
    cr_assert_neq(verdict(), QUIET_STUCK);
}

Test(waits, dead_processes_hold_nothing)
{
    begin();
    tell_open(11, 4, 1, ACCESS_WRITE);
    tell_open(10, 3, 1, ACCESS_READ);
    tell(EVENT_GONE, 11);
    tell_sleep(10, "read", 3, 1);
    struct wait wait;
    (void)verdict();
    const struct process *reader = world_process(&world, 10);
    cr_assert(wait_of(&world, reader, &reader->threads[0], &wait));
    cr_assert_eq(wait.waker_count, 0);
}

Test(waits, more_holders_than_fit_prove_nothing)
{
    tell(EVENT_START, 10)->text = strdup("pipes");
    tell_pipe(1, false);
    for (int fd = 3; fd < 3 + WAKERS_MAX + 1; fd++)
        tell_open(10, fd, 1, ACCESS_WRITE);
    tell_sleep(10, "read", 2, 1);
    cr_assert_eq(verdict(), QUIET_WAITING);
}

Test(waits, each_kind_has_words)
{
    begin();
    tell_sleep(10, "read", 3, 1);
    (void)verdict();
    for (int kind = WAIT_NONE; kind <= WAIT_OTHER; kind++) {
        struct wait wait = {
            .kind = (enum wait_kind)kind, .pid = 10, .tid = 10, .object = 1
        };
        char *text = wait_text(&world, &wait);
        cr_assert_not_null(text);
        cr_assert_gt(strlen(text), 3u);
        free(text);
    }
    for (int kind = CAUSE_NONE; kind <= CAUSE_CIRCLE; kind++)
        cr_assert_not_null(cause_kind_name((enum cause_kind)kind));
}

/* A chain of waiting longer than a circle may be must end, and blame. */
Test(waits, a_long_chain_ends)
{
    tell(EVENT_START, 10)->text = strdup("pipes");
    for (int pid = 10; pid < 60; pid++)
        tell(EVENT_FORK, pid)->other = pid + 1;
    tell_pipe(1, false);
    tell_open(60, 3, 1, ACCESS_READ);
    tell_open(60, 4, 1, ACCESS_WRITE);
    for (int pid = 10; pid < 60; pid++)
        tell_sleep(pid, "wait4", pid + 1, 0);
    tell_sleep(60, "read", 3, 1);
    cr_assert_eq(verdict(), QUIET_STUCK);
    cr_assert_eq(kind_of_cause(), CAUSE_OWN_WRITE_END);
    cr_assert_eq(cause.culprit, 60);
}
