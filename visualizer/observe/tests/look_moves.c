/* look_moves.c - processes come, go and move while they are looked at, and are
 * none the worse for it. */
#include "aside.h"

#include "observe/proc_look.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MANY 100

TestSuite(look_moves, .timeout = 60, .fini = aside_end);

/* ---- coming and going ---- */

Test(look_moves, becomes_stuck_when_the_outside_closes)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = aside_start(ends[0]);
    if (child == 0) { /* its own write end is a way in for nobody else */
        char path[] = "/proc/self/fd/0", byte;
        int wfd = open(path, O_WRONLY);
        _exit(wfd != -1 && read(0, &byte, 1) == 1);
    }
    (void)close(ends[0]);
    struct trace *trace = aside_look(child, true, 0);
    do
        cr_assert_eq(aside_on(trace), TRACE_QUIET);
    while (aside_waits(trace_world(trace), WAIT_DATA) == 0);
    cr_assert_eq(wait_verdict(trace_world(trace)), QUIET_WAITING);
    (void)close(ends[1]);
    aside_until_stuck(trace);
    trace_close(trace);
}

Test(look_moves, an_end_is_seen_and_its_status_if_nobody_was_quicker)
{
    pid_t scene = aside_scene("sleeps", -1);
    await_state(scene, 'S');
    struct trace *trace = aside_look(scene, false, 0);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    (void)kill(scene, SIGTERM);
    await_state(scene, 'Z'); /* nobody has collected it */
    cr_assert_eq(aside_on(trace), TRACE_ENDED);
    const struct process *process = world_process(trace_world(trace), scene);
    cr_assert_not(process_alive(process));
    cr_assert_eq(process->wait_status, SIGTERM);
    trace_close(trace);
}

Test(look_moves, the_status_of_an_end_that_was_not_seen_is_unknown)
{
    pid_t scene = aside_scene("sleeps", -1);
    await_state(scene, 'S');
    struct trace *trace = aside_look(scene, false, 0);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    (void)kill(scene, SIGTERM);
    cr_assert_eq(waitpid(scene, NULL, 0), scene);
    aside_is_gone();
    cr_assert_eq(aside_on(trace), TRACE_ENDED);
    const struct process *process = world_process(trace_world(trace), scene);
    cr_assert_eq(process->wait_status, STATUS_UNKNOWN);
    cr_assert_eq(process->state, PROCESS_REAPED);
    trace_close(trace);
}

Test(look_moves, a_new_child_is_seen_in_a_tree)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = aside_start(ends[0]);
    if (parent == 0)
        aside_breed();
    struct trace *trace = aside_look(parent, true, 0);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    cr_assert_eq(aside_alive(trace), 1);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    while (aside_alive(trace) < 2)
        (void)trace_run(trace, -1, 1);
    cr_assert_eq(aside_events(trace, EVENT_FORK), 1);
    const struct process *child = &trace_world(trace)->processes[1];
    cr_assert_eq(child->parent, parent);
    (void)kill(child->pid, SIGKILL);
    while (aside_alive(trace) > 1)
        (void)trace_run(trace, -1, 1);
    cr_assert_eq(child->state, PROCESS_ZOMBIE);
    cr_assert_eq(child->wait_status, SIGKILL);
    trace_close(trace);
    (void)close(ends[1]);
}

Test(look_moves, threads_come_and_go)
{
    pid_t scene = aside_scene("threads-read", -1);
    struct trace *trace = aside_look(scene, false, 0);
    while (world_process(trace_world(trace), scene) == NULL ||
           world_process(trace_world(trace), scene)->thread_count < 2)
        (void)trace_run(trace, -1, 1);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    (void)kill(scene, SIGKILL);
    await_state(scene, 'Z');
    cr_assert_eq(aside_on(trace), TRACE_ENDED);
    trace_close(trace);
}

Test(look_moves, another_program_is_seen)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = aside_start(ends[0]);
    if (child == 0) {
        char byte;
        if (read(0, &byte, 1) == 1)
            (void)execlp("cat", "cat", NULL);
        _exit(127);
    }
    struct trace *trace = aside_look(child, false, 0);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    while (aside_events(trace, EVENT_EXEC) == 0)
        (void)trace_run(trace, -1, 1);
    cr_assert_str_eq(world_process(trace_world(trace), child)->role, "cat");
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    trace_close(trace);
    (void)close(ends[1]);
}

/* ---- innocence ---- */

/* Holds the scene up by its input, looks on and on, lets it go on meanwhile. */
static int status_while_looked_at(void (*program)(void))
{
    int ends[2], status;
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = aside_start(ends[0]);
    if (child == 0) {
        program();
        _exit(99);
    }
    (void)close(ends[0]);
    struct trace *trace = aside_look(child, true, 0);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    for (int i = 0; i < 1000; i++) {
        if (i == 500)
            (void)close(ends[1]);
        (void)trace_run(trace, 0, 0);
    }
    while (aside_alive(trace) > 0)
        (void)trace_run(trace, 0, 0);
    trace_close(trace);
    cr_assert_eq(waitpid(child, &status, 0), child);
    aside_is_gone();
    return status;
}

/* End-of-file goes on from pipe to pipe. */
static void pass_end_of_file(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) == -1)
        _exit(98);
    pid_t child = fork();
    if (child == 0) {
        (void)close(ends[1]);
        _exit(read(ends[0], &byte, 1) == 0 ? 7 : 97);
    }
    (void)close(ends[0]);
    if (read(0, &byte, 1) != 0)
        _exit(96);
    (void)close(ends[1]);
    int status;
    (void)waitpid(child, &status, 0);
    _exit(WEXITSTATUS(status));
}

Test(look_moves, end_of_file_arrives)
{
    int status = status_while_looked_at(pass_end_of_file);
    cr_assert(WIFEXITED(status));
    cr_assert_eq(WEXITSTATUS(status), 7);
}

/* The last reader goes at end-of-file; the writer, who sleeps in a write to the
 * full pipe, must die. */
static void lose_reader(void)
{
    static char much[200000];
    int ends[2];
    char byte;
    if (pipe(ends) == -1)
        _exit(98);
    pid_t child = fork();
    if (child == 0) {
        (void)close(ends[0]);
        (void)!write(ends[1], much, sizeof much);
        _exit(97);
    }
    (void)close(ends[1]);
    (void)!read(0, &byte, 1);
    (void)close(ends[0]);
    int status;
    (void)waitpid(child, &status, 0);
    _exit(WIFSIGNALED(status) ? WTERMSIG(status) : 96);
}

Test(look_moves, broken_pipe_arrives)
{
    int status = status_while_looked_at(lose_reader);
    cr_assert(WIFEXITED(status));
    cr_assert_eq(WEXITSTATUS(status), SIGPIPE);
}

Test(look_moves, leaves_the_processes_running)
{
    pid_t scene = aside_scene("own-write-end", -1);
    struct trace *trace = aside_look(scene, true, 0);
    aside_until_stuck(trace);
    struct activity before, after;
    cr_assert_eq(proc_activity(-1, scene, &before), 0);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(trace_run(trace, 0, 0), TRACE_QUIET);
    trace_kill(trace);
    trace_close(trace);
    cr_assert_eq(proc_activity(-1, scene, &after), 0);
    cr_assert_eq(after.turns, before.turns, "it was switched in");
    cr_assert_eq(waitpid(scene, NULL, WNOHANG), 0, "it has ended");
}

/* ---- what may not be seen ---- */

Test(look_moves, what_is_secret_is_listed_and_said)
{
    if (geteuid() == 0 && setresuid(65534, 65534, 65534) == -1)
        cr_skip_test("cannot become an ordinary user");
    (void)prctl(PR_SET_DUMPABLE, 1);
    pid_t child = aside_start(-1);
    if (child == 0) {
        (void)prctl(PR_SET_DUMPABLE, 0);
        for (;;)
            (void)pause();
    }
    char link[8];
    char path[32];
    (void)snprintf(path, sizeof path, "/proc/%d/exe", child);
    while (readlink(path, link, sizeof link) != -1)
        (void)sched_yield(); /* until it has become secret */
    struct trace *trace = aside_look(child, true, 0);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    cr_assert_not_null(look_unseen(trace));
    cr_assert_not_null(strstr(look_unseen(trace), "keeps itself secret"));
    cr_assert_eq(aside_events(trace, EVENT_NOTE), 2);
    cr_assert_eq(aside_alive(trace), 1);
    cr_assert_eq(wait_verdict(trace_world(trace)), QUIET_WAITING);
    trace_close(trace);
}

Test(look_moves, refuses_what_it_cannot_look_at)
{
    cr_assert_str_eq(look_refusal(getpid()), "is ipcviz itself");
    pid_t child = aside_start(-1);
    if (child == 0)
        _exit(0);
    await_state(child, 'Z');
    cr_assert_str_eq(look_refusal(child), "has ended already");
    cr_assert_eq(waitpid(child, NULL, 0), child);
    aside_is_gone();
    cr_assert_str_eq(look_refusal(child), "no such process");
    aside_end(); /* later it may not end its guard */
    if (geteuid() == 0)
        (void)setresuid(65534, 65534, 65534);
    cr_assert_str_eq(look_refusal(1), "belongs to another user");
}

/* ---- cost ---- */

static int64_t cpu_us(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * INT64_C(1000000) +
           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* Ten looks a second may take 1.5 % of a core, which is 1500 us each. */
Test(look_moves, a_hundred_sleepers_cost_little)
{
    int ends[2];
    char bytes[MANY] = { 0 };
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = aside_start(ends[0]);
    if (parent == 0)
        aside_breed();
    cr_assert_eq(write(ends[1], bytes, sizeof bytes), sizeof bytes);
    struct trace *trace = aside_look(parent, true, 0);
    while (aside_alive(trace) < MANY + 1)
        (void)aside_on(trace);
    cr_assert_eq(aside_on(trace), TRACE_QUIET);
    int64_t before = cpu_us();
    for (int i = 0; i < 100; i++)
        cr_assert_eq(trace_run(trace, 0, 0), TRACE_QUIET);
    int64_t each = (cpu_us() - before) / 100;
    cr_log_info("a look at %d sleepers takes %ld us", MANY, (long)each);
    cr_assert_lt(each, 1500);
    trace_close(trace);
    (void)close(ends[1]);
}
