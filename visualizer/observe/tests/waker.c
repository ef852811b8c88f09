/* waker.c - what will end a wait, and what only looks as if it would.
 *
 * Timers, signals, children, and descriptors of which several are watched. Each
 * scene that is stuck has a twin that differs in the waker alone.
 */
#include "given.h"

#include <criterion/criterion.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

TestSuite(waker, .init = given_begin, .fini = given_end, .timeout = 60);

static void assert_finite(const char *scene)
{
    struct play play;
    given_waiting(&play, scene);
    cr_assert(wait_is_finite(trace_world(play.trace)), "%s", scene);
    play_close(&play);
}

/* Stuck, its first process waiting in this way. */
static void assert_stuck(struct play *play, const char *scene,
                         enum wait_kind kind, enum cause_kind cause)
{
    given_stuck(play, scene);
    cr_assert_eq(given_wait(play, 0).kind, kind, "%s: waits in way %d", scene,
                 given_wait(play, 0).kind);
    cr_assert_eq(play->cause.kind, cause, "%s: %s", scene,
                 cause_kind_name(play->cause.kind));
}

static void assert_is_stuck(const char *scene, enum wait_kind kind,
                            enum cause_kind cause)
{
    struct play play;
    assert_stuck(&play, scene, kind, cause);
    play_close(&play);
}

/* ---- timers that signal ---- */

#define FINITE(name, scene)                                                    \
    Test(waker, name)                                                          \
    {                                                                          \
        assert_finite(scene);                                                  \
    }

FINITE(an_interval_timer_is_a_way_out, "setitimer-real")
FINITE(a_posix_timer_is_a_way_out, "timer-armed")
FINITE(one_of_two_timers_is_a_way_out, "timers-two")
FINITE(an_alarm_for_sigwait_is_a_way_out, "alarm-awaited")
FINITE(an_alarm_for_a_signalfd_is_a_way_out, "signalfd-alarm")
FINITE(a_moment_in_the_future_comes, "sleeps-until")
FINITE(a_child_that_sleeps_will_end, "suspend-child-ends")

static void assert_reads_for_ever(const char *scene)
{
    assert_is_stuck(scene, WAIT_DATA, CAUSE_OWN_WRITE_END);
}

Test(waker, processor_time_stands_still_in_a_sleep)
{
    assert_reads_for_ever("setitimer-virtual");
    assert_reads_for_ever("timer-of-processor");
}

Test(waker, a_timer_that_sends_nothing_wakes_nobody)
{
    assert_reads_for_ever("timer-silent");
    assert_reads_for_ever("timer-deleted");
}

Test(waker, a_blocked_alarm_wakes_nobody)
{
    assert_reads_for_ever("alarm-blocked");
}

/* ---- time-outs ---- */

FINITE(poll_ends, "poll-timeout")
FINITE(ppoll_ends, "ppoll-timeout")
FINITE(select_ends, "select-timeout")
FINITE(epoll_ends, "epoll-timeout")
FINITE(an_armed_timerfd_runs_out, "timerfd-armed")
FINITE(so_it_does_in_poll, "poll-timerfd")
FINITE(and_in_epoll, "epoll-timerfd")
FINITE(and_in_a_set_within_a_set, "epoll-nested-timerfd")

Test(waker, a_disarmed_timerfd_does_not)
{
    struct play play;
    assert_stuck(&play, "timerfd-disarmed", WAIT_NOTICE, CAUSE_NO_WAKE);
    cr_assert_eq(object_fact(given_object(&play, OBJECT_TIMERFD), "armed", -1),
                 0);
    play_close(&play);
}

/* ---- counters ---- */

/* Descriptors 3 and 5 are the first of two objects and 4 is the second, in the
 * process and in its child. Returns the first. */
static const struct object *assert_two(struct play *play, const char *scene,
                                       enum object_kind kind)
{
    given_stuck(play, scene);
    const struct world *world = trace_world(play->trace);
    const struct object *first = given_object(play, kind);
    cr_assert_eq(world_object(world, first->id + 1)->kind, kind);
    cr_assert_eq(world->object_count, first->id + 1);
    for (int i = 0; i < 2; i++) {
        const struct process *process = &world->processes[i];
        cr_assert_eq(world_descriptor(process, 3)->object, first->id);
        cr_assert_eq(world_descriptor(process, 4)->object, first->id + 1);
        cr_assert_eq(world_descriptor(process, 5)->object, first->id);
    }
    return first;
}

Test(waker, three_descriptors_two_timers)
{
    struct play play;
    const struct object *first =
        assert_two(&play, "timerfd-states", OBJECT_TIMERFD);
    cr_assert_eq(object_fact(first, "armed", -1), 1);
    cr_assert_gt(object_fact(first, "due_ms", -1), 0);
    cr_assert_eq(object_fact(first + 1, "armed", -1), 0);
    play_close(&play);
}

Test(waker, three_descriptors_two_counters)
{
    struct play play;
    const struct object *first =
        assert_two(&play, "eventfd-states", OBJECT_EVENTFD);
    const struct object *second = first + 1;
    cr_assert_eq(first->fill, 3);
    cr_assert_eq(second->fill, 0);
    cr_assert_eq(object_fact(first, "semaphore", -1), 0);
    cr_assert_eq(object_fact(second, "semaphore", -1), 1);
    play_close(&play);
}

Test(waker, a_counter_that_nobody_raises)
{
    assert_is_stuck("eventfd-empty", WAIT_COUNT, CAUSE_NO_POST);
    assert_is_stuck("epoll-eventfd", WAIT_COUNT, CAUSE_NO_POST);
    assert_is_stuck("epoll-nested", WAIT_COUNT, CAUSE_NO_POST);
    assert_is_stuck("select-for-ever", WAIT_COUNT, CAUSE_NO_POST);
}

Test(waker, a_counter_that_is_full)
{
    assert_is_stuck("eventfd-full", WAIT_SPACE, CAUSE_CIRCLE);
}

Test(waker, counters_awaited_crosswise)
{
    struct play play;
    assert_stuck(&play, "eventfd-crossed", WAIT_COUNT, CAUSE_LOCK_ORDER);
    cr_assert_eq(given_wait(&play, 0).waker_count, 2); /* each has both */
    cr_assert_neq(given_wait(&play, 0).object, given_wait(&play, 1).object);
    play_close(&play);
}

/* ---- several at once ---- */

Test(waker, a_set_of_two)
{
    struct play play;
    given_stuck(&play, "epoll-two");
    struct wait wait = given_wait(&play, 0);
    int child = trace_world(play.trace)->processes[1].pid;
    bool found = false;
    cr_assert_eq(wait.kind, WAIT_EVENT);
    cr_assert_eq(wait.object, given_object(&play, OBJECT_EPOLL)->id);
    for (int i = 0; i < wait.waker_count; i++)
        found |= wait.wakers[i].pid == child && wait.wakers[i].holds;
    cr_assert(found, "the child with the write end is no waker");
    play_close(&play);
}

Test(waker, what_was_watched_has_another_number_now)
{
    struct play play;
    given_waiting(&play, "epoll-moved");
    play_close(&play);
}

Test(waker, watched_for_one_event_only)
{
    assert_is_stuck("epoll-once", WAIT_SIGNAL, CAUSE_NO_SIGNAL);
}

Test(waker, nothing_watched_for_ever)
{
    assert_is_stuck("poll-nothing", WAIT_SIGNAL, CAUSE_NO_SIGNAL);
}

Test(waker, files_are_changed_by_anybody)
{
    struct play play;
    given_waiting(&play, "poll-inotify");
    play_close(&play);
}

static void assert_waits_for_child(const char *scene)
{
    struct play play;
    given_stuck(&play, scene);
    struct wait wait = given_wait(&play, 0);
    cr_assert_eq(wait.kind, WAIT_CHILD);
    cr_assert_eq(wait.waker_count, 1);
    cr_assert_eq(wait.wakers[0].pid, trace_world(play.trace)->processes[1].pid);
    cr_assert(wait.wakers[0].holds);
    play_close(&play);
}

Test(waker, a_process_as_a_descriptor)
{
    assert_waits_for_child("pidfd-polled");
    assert_waits_for_child("pidfd-waited");
}

/* ---- signals ---- */

Test(waker, a_signal_that_nobody_sends)
{
    assert_is_stuck("signalfd-nobody", WAIT_SIGNAL, CAUSE_NO_SIGNAL);
}

Test(waker, a_signal_that_came_before)
{
    assert_is_stuck("lost-wakeup", WAIT_SIGNAL, CAUSE_LOST_WAKEUP);
}

Test(waker, a_signal_that_ended_an_earlier_wait)
{
    assert_is_stuck("suspend-twice", WAIT_SIGNAL, CAUSE_NO_SIGNAL);
}

/* The one that was fetched did its work: what is missing is a second one. */
Test(waker, a_signal_that_came_and_was_fetched)
{
    struct play play;
    assert_stuck(&play, "signalfd-once", WAIT_SIGNAL, CAUSE_NO_SIGNAL);
    cr_assert_eq(play_count(&play, EVENT_SIGNAL, "read"), 1);
    play_close(&play);
}

Test(waker, a_signal_that_stays_blocked)
{
    struct play play;
    assert_stuck(&play, "suspend-blocked", WAIT_SIGNAL, CAUSE_NO_SIGNAL);
    const struct thread *thread =
        &trace_world(play.trace)->processes[0].threads[0];
    cr_assert_eq(thread->pending, UINT64_C(1) << (SIGUSR1 - 1));
    cr_assert_eq(thread->blocked, UINT64_C(1) << (SIGUSR1 - 1));
    play_close(&play);
}

Test(waker, a_pending_signal_that_is_let_in)
{
    struct play play;
    play_scene(&play, "suspend-pending");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WEXITSTATUS(play_root_status(&play)), 6);
    play_close(&play);
}

Test(waker, a_child_whose_end_would_be_a_signal)
{
    struct play play;
    given_stuck(&play, "suspend-child-stuck");
    struct wait wait = given_wait(&play, 0);
    cr_assert_eq(wait.wakers[0].pid, trace_world(play.trace)->processes[1].pid);
    cr_assert(wait.wakers[0].holds);
    play_close(&play);
}

Test(waker, five_of_a_kind_become_one_or_stay_five)
{
    struct play play;
    given_stuck(&play, "five-sent");
    const struct process *child = &trace_world(play.trace)->processes[1];
    cr_assert_eq(process_queued(child, SIGUSR1), 1);
    cr_assert_eq(process_merged(child, SIGUSR1), 4);
    cr_assert_eq(process_queued(child, SIGRTMIN), 5);
    cr_assert_eq(process_merged(child, SIGRTMIN), 0);
    cr_assert_eq(process_queued(child, SIGUSR2), 0);
    play_close(&play);
}

Test(waker, three_are_left_when_two_were_fetched)
{
    struct play play;
    given_stuck(&play, "two-fetched");
    const struct process *process = &trace_world(play.trace)->processes[0];
    cr_assert_eq(process_queued(process, SIGRTMIN), 3);
    cr_assert_eq(play_count(&play, EVENT_SIGNAL, "rt_sigtimedwait"), 2);
    play_close(&play);
}

/* What a record tells is what the live run told. */
Test(waker, counts_come_from_the_log_alone)
{
    struct play play;
    struct world world = { 0 };
    given_stuck(&play, "five-sent");
    const struct log *log = trace_log(play.trace);
    world_at(&world, log, log->count);
    cr_assert_eq(process_merged(&world.processes[1], SIGUSR1), 4);
    cr_assert_eq(process_queued(&world.processes[1], SIGRTMIN), 5);
    cr_assert_eq(wait_verdict(&world), QUIET_STUCK);
    world_clear(&world);
    play_close(&play);
}
