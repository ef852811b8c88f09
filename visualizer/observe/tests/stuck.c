/* stuck.c - programs that hang, run for real: the proof and the cause. */
#include "play.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

TestSuite(stuck, .timeout = 60);

static void assert_stuck(struct play *play, const char *scene,
                         enum cause_kind kind)
{
    play_scene(play, scene);
    cr_assert_eq(play_on(play), TRACE_QUIET);
    const struct cause *cause = play_cause(play);
    cr_assert_eq(cause->kind, kind, "the cause is said to be %s",
                 cause_kind_name(cause->kind));
    char *happened = cause_happened(trace_world(play->trace), cause);
    char *because = cause_because(trace_world(play->trace), cause);
    cr_assert(happened && because && *happened && *because);
    free(happened);
    free(because);
}

static void assert_opened_in(const struct play *play, const char *function)
{
    cr_assert_str_eq(play->cause.opened.file ? play->cause.opened.file : "?",
                     function);
}

Test(stuck, own_write_end)
{
    struct play play;
    assert_stuck(&play, "own-write-end", CAUSE_OWN_WRITE_END);
    cr_assert_eq(play.cause.victim, play.cause.culprit);
    cr_assert_eq(play.cause.fd, 4);
    assert_opened_in(&play, "main.c");
    play_close(&play);
}

Test(stuck, parent_holds_write_end)
{
    struct play play;
    assert_stuck(&play, "held-write-end", CAUSE_HELD_WRITE_END);
    cr_assert_eq(play.cause.culprit, trace_root(play.trace));
    cr_assert_neq(play.cause.victim, trace_root(play.trace));
    cr_assert_str_eq(play.cause.stands.file, "main.c");
    assert_opened_in(&play, "main.c");
    play_close(&play);
}

Test(stuck, end_leaked_into_a_program)
{
    struct play play;
    assert_stuck(&play, "leaked-end", CAUSE_LEAKED_END);
    const struct process *cat =
        world_process(trace_world(play.trace), play.cause.culprit);
    cr_assert_str_eq(cat->role, "cat");
    cr_assert_eq(play.cause.fd, 4);
    play_close(&play);
}

Test(stuck, held_read_end)
{
    struct play play;
    assert_stuck(&play, "held-read-end", CAUSE_HELD_READ_END);
    cr_assert_eq(play.cause.culprit, trace_root(play.trace));
    cr_assert_eq(play.cause.fd, 3);
    play_close(&play);
}

Test(stuck, wait_before_read)
{
    struct play play;
    assert_stuck(&play, "wait-before-read", CAUSE_WAIT_BEFORE_READ);
    cr_assert_eq(play.cause.culprit, trace_root(play.trace));
    const struct object *pipe =
        world_object(trace_world(play.trace), play.cause.object);
    cr_assert_eq(pipe->fill, pipe->capacity);
    play_close(&play);
}

Test(stuck, both_write)
{
    struct play play;
    assert_stuck(&play, "both-write", CAUSE_BOTH_WRITE);
    cr_assert_neq(play.cause.victim, play.cause.culprit);
    play_close(&play);
}

Test(stuck, both_read)
{
    struct play play;
    assert_stuck(&play, "both-read", CAUSE_BOTH_READ);
    cr_assert_neq(play.cause.victim, play.cause.culprit);
    play_close(&play);
}

Test(stuck, lock_lost_by_fork)
{
    struct play play;
    assert_stuck(&play, "lost-lock", CAUSE_LOST_LOCK);
    cr_assert_neq(play.cause.victim, trace_root(play.trace));
    play_close(&play);
}

Test(stuck, nobody_sends_a_signal)
{
    struct play play;
    assert_stuck(&play, "no-signal", CAUSE_NO_SIGNAL);
    play_close(&play);
}

Test(stuck, alarm_taken_back)
{
    struct play play;
    assert_stuck(&play, "alarm-disarmed", CAUSE_OWN_WRITE_END);
    play_close(&play);
}

Test(stuck, both_threads_of_a_process)
{
    struct play play;
    play_scene(&play, "threads-read");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    (void)play_cause(&play);
    const struct process *process =
        world_process(trace_world(play.trace), trace_root(play.trace));
    cr_assert_eq(process->thread_count, 2);
    play_close(&play);
}

Test(stuck, child_of_vfork_with_its_parent)
{
    struct play play;
    play_scene(&play, "vfork-reads");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    (void)play_cause(&play);
    const struct process *parent =
        world_process(trace_world(play.trace), trace_root(play.trace));
    cr_assert_neq(parent->vfork_child, 0);
    play_close(&play);
}

Test(stuck, line_is_that_of_the_call)
{
    struct play play;
    assert_stuck(&play, "tells-line", CAUSE_OWN_WRITE_END);
    cr_assert_str_eq(play.cause.opened.file, "lively.c");
    cr_assert_eq(play.cause.opened.line, atoi(play_output(&play)));
    play_close(&play);
}

Test(stuck, is_seen_again_and_again_without_new_events)
{
    struct play play;
    play_scene(&play, "both-read");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    size_t count = trace_log(play.trace)->count;
    for (int i = 0; i < 3; i++)
        cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(trace_log(play.trace)->count, count);
    play_close(&play);
}

/* What a record of the run says must be what the live run said. */
Test(stuck, world_from_the_log_is_the_live_world)
{
    struct play play;
    struct world world = { 0 };
    assert_stuck(&play, "held-read-end", CAUSE_HELD_READ_END);
    const struct log *log = trace_log(play.trace);
    world_at(&world, log, log->count);
    struct cause again;
    cr_assert(cause_find(&world, log, &again));
    cr_assert_eq(again.kind, play.cause.kind);
    cr_assert_eq(again.culprit, play.cause.culprit);
    cr_assert_eq(again.fd, play.cause.fd);
    world_clear(&world);
    play_close(&play);
}
