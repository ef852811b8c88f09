/* lively.c - programs that are not stuck, and how they come to their end. */
#include "play.h"

#include "observe/trace_private.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(lively, .timeout = 60);

static void assert_waiting(const struct play *play)
{
    cr_assert_eq(wait_verdict(trace_world(play->trace)), QUIET_WAITING);
}

static void assert_ends(struct play *play, int exit_status)
{
    cr_assert_eq(play_on(play), TRACE_ENDED);
    int status = play_root_status(play);
    cr_assert(WIFEXITED(status), "wait status %#x", status);
    cr_assert_eq(WEXITSTATUS(status), exit_status);
    cr_assert_eq(wait_verdict(trace_world(play->trace)), QUIET_DONE);
}

static void assert_scene_ends(const char *scene, int exit_status)
{
    struct play play;
    play_scene(&play, scene);
    assert_ends(&play, exit_status);
    play_close(&play);
}

Test(lively, nothing_ends)
{
    assert_scene_ends("nothing", 0);
}

Test(lively, a_sleeper_is_not_stuck)
{
    struct play play;
    play_scene(&play, "sleeps");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    assert_waiting(&play);
    cr_assert(wait_is_finite(trace_world(play.trace)));
    play_close(&play);
}

Test(lively, an_armed_alarm_is_a_way_out)
{
    struct play play;
    play_scene(&play, "alarm-armed");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    assert_waiting(&play);
    cr_assert(wait_is_finite(trace_world(play.trace)));
    play_close(&play);
}

Test(lively, a_reader_of_input_from_outside_is_not_stuck)
{
    struct play play;
    play_scene(&play, "reads-input");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    assert_waiting(&play);
    cr_assert_not(wait_is_finite(trace_world(play.trace)));
    play_end_input(&play);
    assert_ends(&play, 0);
    play_close(&play);
}

/* It holds the write end of its own input as standard output. */
Test(lively, and_becomes_stuck_when_the_outside_closes)
{
    struct play play;
    play_prepare(&play, "reads-input");
    play.options.standard[1] = play.input[1];
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    assert_waiting(&play);
    play_end_input(&play);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(play_cause(&play)->kind, CAUSE_OWN_WRITE_END);
    cr_assert_eq(play.cause.fd, 1);
    play_close(&play);
}

Test(lively, end_of_file_arrives)
{
    assert_scene_ends("end-of-file", 7);
}

/* No look at a pipe may keep an end of it open: looks are forced all the time
 * by returning to the caller after every stop. */
Test(lively, end_of_file_arrives_while_watched_closely)
{
    struct play play;
    play_scene(&play, "end-of-file");
    while (trace_run(play.trace, 1, 1) != TRACE_ENDED)
        (void)trace_is_quiet(play.trace);
    cr_assert_eq(WEXITSTATUS(play_root_status(&play)), 7);
    play_close(&play);
}

Test(lively, broken_pipe_arrives)
{
    struct play play;
    play_scene(&play, "broken-pipe");
    assert_ends(&play, 128 + SIGPIPE);
    cr_assert_eq(play_count(&play, EVENT_SIGNAL, NULL), 2); /* and SIGCHLD */
    play_close(&play);
}

Test(lively, vfork_and_exec)
{
    struct play play;
    play_scene(&play, "vfork-exec");
    assert_ends(&play, 0);
    cr_assert_eq(play_count(&play, EVENT_FORK, NULL), 1);
    cr_assert_eq(play_count(&play, EVENT_EXEC, NULL), 1);
    cr_assert_eq(play_count(&play, EVENT_REAP, NULL), 1);
    cr_assert_eq(world_process(trace_world(play.trace), trace_root(play.trace))
                     ->vfork_child,
                 0);
    play_close(&play);
}

Test(lively, exec_by_a_thread)
{
    struct play play;
    play_scene(&play, "thread-execs");
    assert_ends(&play, 0);
    cr_assert_eq(play_count(&play, EVENT_THREAD, NULL), 1);
    cr_assert_eq(play_count(&play, EVENT_EXEC, NULL), 1);
    cr_assert_eq(trace_world(play.trace)->process_count, 1);
    cr_assert_str_eq(trace_world(play.trace)->processes[0].role, "true");
    play_close(&play);
}

Test(lively, threads_of_one_process)
{
    struct play play;
    play_scene(&play, "threads-talk");
    assert_ends(&play, 0);
    cr_assert_eq(play_count(&play, EVENT_THREAD, NULL), 1);
    cr_assert_eq(trace_world(play.trace)->process_count, 1);
    play_close(&play);
}

Test(lively, a_shell_pipeline)
{
    struct play play;
    play_prepare(&play, "-c");
    play.argv[0] = "sh";
    play.argv[2] = "printf 'b\\na\\n' | sort | cat; exit 3";
    play_start(&play);
    assert_ends(&play, 3);
    cr_assert_str_eq(play_output(&play), "a\nb\n");
    cr_assert_geq(play_count(&play, EVENT_EXEC, NULL), 2);
    play_close(&play);
}

Test(lively, a_command_that_does_not_exist)
{
    struct play play;
    play_prepare(&play, "x");
    play.argv[0] = "/no/such/program";
    play.options.standard[2] = play.output_fd;
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(trace_root(play.trace), 0);
    cr_assert_not_null(strstr(play_output(&play), "/no/such/program"));
    play_close(&play);
}

/* A task that has stopped and waits for its tracer does not sleep, even if the
 * tracer has not heard of the stop yet. */
Test(lively, an_unread_stop_is_a_movement)
{
    struct play play;
    play_scene(&play, "both-read");
    for (int i = 0; i < 60; i++) {
        enum trace_status status = trace_run(play.trace, -1, 1);
        pid_t root = trace_outer_pid(play.trace, trace_root(play.trace));
        if (status == TRACE_QUIET)
            break;
        if (root == 0 || play.trace->task_count > 1)
            continue;
        await_state(root, 't');
        cr_assert_not(trace_is_quiet(play.trace), "at stop %d", i);
    }
    play_close(&play);
}

/* The pipe's last write end is held by the program alone: end-of-file on it
 * says that nothing of the program is left. */
static void assert_nothing_left(int rfd)
{
    char byte;
    cr_assert_eq(read(rfd, &byte, 1), 0);
}

Test(lively, close_leaves_nothing)
{
    for (int round = 0; round < 50; round++) {
        struct play play;
        int ends[2];
        cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
        play_prepare(&play, "forks-fast");
        play.options.standard[2] = ends[1];
        play_start(&play);
        (void)close(ends[1]);
        (void)trace_run(play.trace, -1, 30 + round);
        play_close(&play);
        assert_nothing_left(ends[0]);
        (void)close(ends[0]);
    }
}

Test(lively, killing_the_tracer_leaves_nothing)
{
    int ends[2], ready[2];
    char byte;
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    cr_assert_eq(pipe2(ready, O_CLOEXEC), 0);
    pid_t tracer = fork();
    cr_assert_neq(tracer, -1);
    if (tracer == 0) {
        struct play play;
        (void)close(ends[0]);
        play_prepare(&play, "held-write-end");
        play.options.standard[1] = ends[1];
        play_start(&play);
        (void)close(ends[1]);
        (void)play_on(&play);
        (void)!write(ready[1], "x", 1);
        (void)pause();
    }
    (void)close(ends[1]);
    cr_assert_eq(read(ready[0], &byte, 1), 1);
    cr_assert_eq(kill(tracer, SIGKILL), 0);
    cr_assert_eq(waitpid(tracer, NULL, 0), tracer);
    assert_nothing_left(ends[0]);
}
