/* look.c - the same scenes, run without a tracer and only looked at.
 *
 *   test ──fork, exec──► scene        traced run of the same scene
 *     └── look_start ──► world   ==   world
 *
 * A scene is looked at when it sleeps for ever; nothing here waits for time to
 * pass. Looks follow each other without a pause unless a test is about pauses.
 */
#include "aside.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

TestSuite(look, .timeout = 60, .fini = aside_end);

/* ---- what must be the same ---- */

/* Of the pipes that two ends of are held in the run: their number, bytes and
 * room, and how many hold an end. */
struct pipes {
    int64_t count, fill, room;
    int readers, writers;
};

static struct pipes pipes_of(const struct world *world)
{
    struct pipes pipes = { 0 };
    for (int id = 1; id <= world->object_count; id++) {
        const struct object *object = world_object(world, id);
        int readers = world_holders(world, id, ACCESS_READ);
        int writers = world_holders(world, id, ACCESS_WRITE);
        if (object->kind != OBJECT_PIPE || !readers || !writers)
            continue;
        pipes.count++;
        pipes.fill += object->fill;
        pipes.room += object->capacity;
        pipes.readers += readers;
        pipes.writers += writers;
    }
    return pipes;
}

static void assert_same_world(const struct world *looked,
                              const struct world *traced)
{
    struct pipes one = pipes_of(looked), two = pipes_of(traced);
    cr_assert_eq(one.count, two.count);
    cr_assert_eq(one.fill, two.fill, "%ld bytes, not %ld", (long)one.fill,
                 (long)two.fill);
    cr_assert_eq(one.room, two.room);
    cr_assert_eq(one.readers, two.readers);
    cr_assert_eq(one.writers, two.writers);
    for (enum wait_kind kind = WAIT_NONE; kind <= WAIT_OTHER; kind++)
        cr_assert_eq(aside_waits(looked, kind), aside_waits(traced, kind),
                     "waits of kind %d: %d, not %d", kind,
                     aside_waits(looked, kind), aside_waits(traced, kind));
}

/* kind: what looking says; the traced run may know more of the past. */
static void assert_same(const char *scene, enum cause_kind kind,
                        enum cause_kind traced_kind)
{
    struct play play;
    struct cause cause;
    play_scene(&play, scene);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(play_cause(&play)->kind, traced_kind);
    struct trace *trace = aside_look(aside_scene(scene, -1), true, 0);
    aside_until_stuck(trace);
    const struct world *world = trace_world(trace);
    assert_same_world(world, trace_world(play.trace));
    cr_assert(cause_find(world, trace_log(trace), &cause));
    cr_assert_eq(cause.kind, kind, "the cause is said to be %s",
                 cause_kind_name(cause.kind));
    if (kind == traced_kind)
        cr_assert_eq(cause.fd, play.cause.fd);
    trace_close(trace);
    aside_end(); /* a tracer must have no other children */
    play_close(&play);
}

Test(look, own_write_end)
{
    assert_same("own-write-end", CAUSE_OWN_WRITE_END, CAUSE_OWN_WRITE_END);
}

Test(look, held_write_end)
{
    assert_same("held-write-end", CAUSE_HELD_WRITE_END, CAUSE_HELD_WRITE_END);
}

Test(look, leaked_end)
{
    assert_same("leaked-end", CAUSE_LEAKED_END, CAUSE_LEAKED_END);
}

/* Who has read from the pipe and is gone now was not seen. */
Test(look, held_read_end)
{
    assert_same("held-read-end", CAUSE_WAIT_BEFORE_READ, CAUSE_HELD_READ_END);
}

Test(look, wait_before_read)
{
    assert_same("wait-before-read", CAUSE_WAIT_BEFORE_READ,
                CAUSE_WAIT_BEFORE_READ);
}

Test(look, both_write)
{
    assert_same("both-write", CAUSE_BOTH_WRITE, CAUSE_BOTH_WRITE);
}

Test(look, both_read)
{
    assert_same("both-read", CAUSE_BOTH_READ, CAUSE_BOTH_READ);
}

Test(look, child_of_vfork_with_its_parent)
{
    struct play play;
    play_scene(&play, "vfork-reads");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    struct trace *trace = aside_look(aside_scene("vfork-reads", -1), true, 0);
    aside_until_stuck(trace);
    assert_same_world(trace_world(trace), trace_world(play.trace));
    trace_close(trace);
    aside_end(); /* a tracer must have no other children */
    play_close(&play);
}

/* ---- what is not stuck ---- */

static void assert_waits(pid_t pid, bool tree, char state)
{
    await_state(pid, state);
    struct trace *trace = aside_look(pid, tree, 0);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(aside_on(trace), TRACE_QUIET);
        cr_assert_eq(wait_verdict(trace_world(trace)), QUIET_WAITING);
    }
    trace_close(trace);
}

Test(look, a_sleeper_is_not_stuck)
{
    assert_waits(aside_scene("sleeps", -1), true, 'S');
}

Test(look, a_reader_of_input_from_outside_is_not_stuck)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t scene = aside_scene("reads-input", ends[0]);
    (void)close(ends[0]);
    assert_waits(scene, true, 'S');
}

/* Without its child it is not known who would end the wait. */
Test(look, a_parent_without_its_child_is_not_stuck)
{
    pid_t scene = aside_scene("held-write-end", -1);
    struct trace *trace = aside_look(scene, true, 0);
    aside_until_stuck(trace);
    trace_close(trace);
    assert_waits(scene, false, 'S');
}

/* Whoever knows its number can send it a signal. */
Test(look, who_waits_for_a_signal_is_not_stuck)
{
    assert_waits(aside_scene("no-signal", -1), true, 'S');
}

static void do_nothing(int number)
{
    (void)number;
}

/* Whether an alarm is set cannot be seen; that it would be handled can. */
Test(look, who_handles_alarms_is_not_stuck)
{
    int ends[2];
    char byte;
    pid_t child = aside_start(-1);
    if (child == 0) {
        (void)signal(SIGALRM, do_nothing);
        (void)alarm(3600);
        _exit(pipe(ends) == 0 && read(ends[0], &byte, 1) == 0);
    }
    struct trace *trace = aside_look(child, true, 0);
    while (aside_waits(trace_world(trace), WAIT_DATA) == 0)
        cr_assert_eq(aside_on(trace), TRACE_QUIET);
    trace_close(trace);
    assert_waits(child, true, 'S');
}

Test(look, a_stopped_process_is_not_stuck)
{
    pid_t scene = aside_scene("own-write-end", -1);
    struct trace *trace = aside_look(scene, true, 0);
    aside_until_stuck(trace);
    (void)kill(scene, SIGSTOP);
    await_state(scene, 'T');
    while (!world_process(trace_world(trace), scene)->stopped)
        (void)trace_run(trace, -1, 1);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    cr_assert_eq(trace_world(trace)->verdict, QUIET_WAITING);
    (void)kill(scene, SIGCONT);
    await_state(scene, 'S');
    aside_until_stuck(trace);
    cr_assert_not(world_process(trace_world(trace), scene)->stopped);
    trace_close(trace);
}

/* The condition stands with the verdict wherever it is shown. */
Test(look, a_verdict_tells_what_it_rests_on)
{
    struct trace *trace = aside_look(aside_scene("own-write-end", -1), true, 0);
    aside_until_stuck(trace);
    const struct log *log = trace_log(trace);
    const struct event *last = log_at(log, log->count - 1);
    cr_assert_eq(last->kind, EVENT_QUIET);
    cr_assert_str_eq(last->text, LOOK_CONDITION);
    trace_close(trace);
}
