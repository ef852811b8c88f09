/* signals.c - signals reach a traced program as they were sent. */
#include "play.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(signals, .timeout = 60);

static void assert_says(struct play *play, const char *words)
{
    cr_assert_eq(play_on(play), TRACE_ENDED);
    cr_assert_eq(play_root_status(play), 0);
    cr_assert_str_eq(play_output(play), words);
    play_close(play);
}

/* Until it sleeps in the call that the test is about. */
static void play_to_sleep(struct play *play, const char *scene)
{
    play_scene(play, scene);
    cr_assert_eq(play_on(play), TRACE_QUIET);
}

static void send(struct play *play, int number)
{
    cr_assert_eq(trace_signal(play->trace, trace_root(play->trace), number), 0);
}

Test(signals, read_fails_with_eintr_under_a_plain_handler)
{
    struct play play;
    play_to_sleep(&play, "read-interrupted");
    send(&play, SIGINT);
    assert_says(&play, "EINTR, caught 2");
}

Test(signals, read_goes_on_under_a_restarting_handler)
{
    struct play play;
    play_to_sleep(&play, "read-restarted");
    send(&play, SIGINT);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(play_count(&play, EVENT_SIGNAL, NULL), 1);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    assert_says(&play, "1, caught 2");
}

Test(signals, what_a_signal_does_is_told)
{
    struct play play;
    play_to_sleep(&play, "read-restarted");
    const struct log *log = trace_log(play.trace);
    const struct event *told = NULL;
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_ENTER &&
            call_at(log_at(log, i)->call)->role == ROLE_ACTION)
            told = log_at(log, i);
    cr_assert(told);
    cr_assert_eq(told->value, SIGINT);
    cr_assert_eq(told->arguments[1], SIGNAL_HANDLED);
    cr_assert(told->arguments[2] & SA_RESTART);
    cr_assert_str_eq(told->text, "a handler");
    play_close(&play);
}

/* Nothing of what the tracer does may look like a signal. */
static void assert_undisturbed(const char *scene, const char *words)
{
    struct play play;
    play_to_sleep(&play, scene);
    send(&play, SIGSTOP);
    cr_assert(play_until(&play, EVENT_STOP, NULL));
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_WAITING);
    send(&play, SIGCONT);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    assert_says(&play, words);
}

Test(signals, stop_and_continue_do_not_disturb_read)
{
    assert_undisturbed("read-interrupted", "1, caught 0");
}

Test(signals, stop_and_continue_do_not_disturb_poll)
{
    assert_undisturbed("poll-input", "1");
}

Test(signals, a_stopped_process_stays_stopped)
{
    struct play play;
    play_to_sleep(&play, "stops-itself");
    pid_t pid = trace_outer_pid(play.trace, trace_root(play.trace));
    cr_assert_eq(wait_verdict(trace_world(play.trace)), QUIET_WAITING);
    cr_assert(world_process(trace_world(play.trace), trace_root(play.trace))
                  ->stopped);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(play_on(&play), TRACE_QUIET);
        cr_assert_eq(kill(pid, 0), 0);
    }
    send(&play, SIGCONT);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WEXITSTATUS(play_root_status(&play)), 5);
    play_close(&play);
}

Test(signals, a_deadly_one_is_deadly)
{
    struct play play;
    play_scene(&play, "dies-of-signal");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    int status = play_root_status(&play);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    play_close(&play);
}

Test(signals, a_fault_has_a_line)
{
    struct play play;
    play_scene(&play, "faults");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WTERMSIG(play_root_status(&play)), SIGSEGV);
    const struct log *log = trace_log(play.trace);
    const char *file = NULL;
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_SIGNAL)
            file = log_at(log, i)->place.file;
    cr_assert_str_eq(file ? file : "none", "signals.c");
    play_close(&play);
}

Test(signals, killed_from_outside)
{
    struct play play;
    play_to_sleep(&play, "held-write-end");
    send(&play, SIGKILL);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WTERMSIG(play_root_status(&play)), SIGKILL);
    play_close(&play);
}

Test(signals, queued_ones_are_all_there)
{
    struct play play;
    play_scene(&play, "ten-signals");
    assert_says(&play, "10 signals, sum 55");
}

Test(signals, delivered_ones_keep_their_value)
{
    struct play play;
    play_scene(&play, "ten-delivered");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(play_count(&play, EVENT_SIGNAL, NULL), 10);
    cr_assert_str_eq(play_output(&play), "sum 55");
    play_close(&play);
}

Test(signals, to_nobody_is_an_error)
{
    struct play play;
    play_to_sleep(&play, "no-signal");
    errno = 0;
    cr_assert_eq(trace_signal(play.trace, 999999, SIGINT), -1);
    cr_assert_eq(errno, ESRCH);
    play_close(&play);
}
