/* many.c - nobody of a crowd is lost, and what tracers are known to disturb is
 * left alone: the programs themselves say so by their exit status.
 */
#include "play.h"

#include "observe/look.h"

#include <criterion/criterion.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(many, .timeout = 120);

#define THREADS 1000
#define CHILDREN 500
#define SIGNALS 1000

static void assert_ends_well(struct play *play)
{
    enum trace_status status;
    do
        status = trace_run(play->trace, -1, 0);
    while (status == TRACE_QUIET);
    cr_assert_eq(status, TRACE_ENDED);
    int end = play_root_status(play);
    cr_assert(WIFEXITED(end) && WEXITSTATUS(end) == 0, "wait status %#x", end);
}

static void assert_scene(struct play *play, const char *scene)
{
    play_scene(play, scene);
    assert_ends_well(play);
}

static int count_signal(const struct play *play, int number)
{
    const struct log *log = trace_log(play->trace);
    int count = 0;
    for (size_t i = 0; i < log->count; i++)
        count += log_at(log, i)->kind == EVENT_SIGNAL &&
                 log_at(log, i)->value == number;
    return count;
}

Test(many, a_thousand_threads)
{
    struct play play;
    play_scene(&play, "thousand-threads");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    const struct process *process = &trace_world(play.trace)->processes[0];
    int asleep = 0;
    cr_assert_eq(process->thread_count, THREADS + 1);
    for (int t = 0; t < process->thread_count; t++)
        asleep += process->threads[t].asleep;
    cr_assert_eq(asleep, THREADS + 1);
    play_end_input(&play);
    assert_ends_well(&play);
    cr_assert_eq(play_count(&play, EVENT_THREAD, NULL), THREADS);
    cr_assert_eq(play_count(&play, EVENT_THREAD_GONE, NULL), THREADS);
    cr_assert_eq(play_count(&play, EVENT_LEAVE, "write"), THREADS);
    play_close(&play);
}

/* Without ptrace, while the tracer's own view of them is the measure. */
Test(many, a_thousand_threads_are_seen_by_looking)
{
    struct play play;
    play_scene(&play, "thousand-threads");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    pid_t pid = trace_outer_pid(play.trace, trace_root(play.trace));
    struct look_options options = { .pids = &pid, .pid_count = 1 };
    struct trace *look = look_start(&options);
    cr_assert_not_null(look);
    (void)trace_run(look, 0, 1);
    const struct process *process = world_process(trace_world(look), pid);
    cr_assert_not_null(process);
    cr_assert_eq(process->thread_count, THREADS + 1);
    trace_close(look);
    play_close(&play);
}

static void assert_children(const char *scene)
{
    struct play play;
    assert_scene(&play, scene);
    cr_assert_eq(play_count(&play, EVENT_FORK, NULL), CHILDREN);
    cr_assert_eq(play_count(&play, EVENT_EXIT, NULL), CHILDREN + 1);
    cr_assert_eq(play_count(&play, EVENT_GONE, NULL), CHILDREN + 1);
    cr_assert_eq(play_count(&play, EVENT_REAP, NULL), CHILDREN);
    play_close(&play);
}

Test(many, short_lives)
{
    assert_children("short-lives");
}

Test(many, a_crowd_at_once)
{
    assert_children("crowd");
}

Test(many, queued_signals_are_fetched_in_order)
{
    struct play play;
    assert_scene(&play, "values-in-order");
    cr_assert_eq(count_signal(&play, SIGRTMIN), SIGNALS);
    play_close(&play);
}

Test(many, queued_signals_are_handled_in_order)
{
    struct play play;
    assert_scene(&play, "values-handled");
    cr_assert_eq(count_signal(&play, SIGRTMIN), SIGNALS);
    play_close(&play);
}

/* The name of the test is that of the scene. */
#define UNDISTURBED(name, scene)                                               \
    Test(many, name)                                                           \
    {                                                                          \
        struct play play;                                                      \
        assert_scene(&play, scene);                                            \
        play_close(&play);                                                     \
    }

UNDISTURBED(drops_rights, "drops-rights")
UNDISTURBED(filters_calls, "filters-calls")
UNDISTURBED(adopts_orphans, "adopts-orphans")
UNDISTURBED(spawns, "spawns")
UNDISTURBED(stopped_often, "stopped-often")
