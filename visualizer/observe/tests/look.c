/* look.c - the same scenes, run without a tracer and only looked at.
 *
 *   test ──fork, exec──► scene        traced run of the same scene
 *     └── look_start ──► world   ==   world
 *
 * A scene is looked at when it sleeps for ever; nothing here waits for time to
 * pass. Looks follow each other without a pause unless a test is about pauses.
 */
#include "play.h"

#include "observe/look.h"
#include "observe/proc_look.h"
#include "observe/trace_private.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define BRAKE_MS 30000
#define MANY 100

static pid_t started; /* ended by the teardown, with all that it made */
static pid_t guard;

static void finish(void)
{
    if (started > 0) {
        (void)kill(-started, SIGKILL);
        (void)waitpid(started, NULL, 0);
    }
    if (guard > 0) {
        (void)kill(guard, SIGKILL);
        (void)waitpid(guard, NULL, 0);
    }
    started = guard = 0;
}

TestSuite(look, .timeout = 60, .fini = finish);

/* ---- untraced processes ---- */

/* Ends the scene also when the test is killed, for which there is no teardown:
 * then the signal that it has asked for tells it. */
static void start_guard(pid_t group)
{
    sigset_t set;
    int number;
    pid_t test = getpid();
    guard = fork();
    cr_assert_neq(guard, -1);
    if (guard > 0)
        return;
    (void)close_range(0, ~0U, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)prctl(PR_SET_PDEATHSIG, SIGUSR1);
    while (getppid() == test)
        (void)sigwait(&set, &number);
    (void)kill(-group, SIGKILL);
    _exit(0);
}

/* A child in a group of its own, with input (or nothing) as descriptor 0 and no
 * descriptors of the test but 1 and 2. Returns in the child, too. */
static pid_t start(int input)
{
    pid_t child = fork();
    cr_assert_neq(child, -1);
    if (child > 0) {
        (void)setpgid(child, child); /* both do: whoever comes first */
        started = child;
        start_guard(child);
        return child;
    }
    (void)setpgid(0, 0);
    (void)dup2(input == -1 ? open("/dev/null", O_RDWR) : input, 0);
    (void)close_range(3, ~0U, 0);
    return 0;
}

static pid_t start_scene(const char *scene, int input)
{
    struct play play;
    play_prepare(&play, scene); /* for its path only */
    pid_t child = start(input);
    if (child == 0) {
        (void)execv(play.argv[0], play.argv);
        _exit(127);
    }
    (void)close(play.input[0]);
    (void)close(play.input[1]);
    (void)close(play.output_fd);
    while (proc_same_program(child, getpid()) || proc_is_starting(child))
        (void)sched_yield();
    return child;
}

static struct trace *look(pid_t pid, bool tree, int every_ms)
{
    struct look_options options = {
        .pids = &pid, .pid_count = 1, .tree = tree, .every_ms = every_ms
    };
    struct trace *trace = look_start(&options);
    cr_assert_not_null(trace);
    return trace;
}

static enum trace_status look_on(struct trace *trace)
{
    enum trace_status status = trace_run(trace, BRAKE_MS, 0);
    cr_assert_neq(status, TRACE_MOVING, "still moving after %d ms", BRAKE_MS);
    return status;
}

static int count_events(struct trace *trace, enum event_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < trace_log(trace)->count; i++)
        count += log_at(trace_log(trace), i)->kind == kind;
    return count;
}

/* ---- what must be the same ---- */

static int count_waits(const struct world *world, enum wait_kind kind)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            struct wait wait;
            count += wait_of(world, process, &process->threads[t], &wait) &&
                     wait.kind == kind;
        }
    }
    return count;
}

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
        cr_assert_eq(count_waits(looked, kind), count_waits(traced, kind),
                     "waits of kind %d: %d, not %d", kind,
                     count_waits(looked, kind), count_waits(traced, kind));
}

/* Until the scene has come to its rest, a look finds it moving or waiting. */
static void look_until_stuck(struct trace *trace)
{
    do
        cr_assert_eq(look_on(trace), TRACE_QUIET);
    while (trace_world(trace)->verdict != QUIET_STUCK);
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
    struct trace *trace = look(start_scene(scene, -1), true, 0);
    look_until_stuck(trace);
    const struct world *world = trace_world(trace);
    assert_same_world(world, trace_world(play.trace));
    cr_assert(cause_find(world, trace_log(trace), &cause));
    cr_assert_eq(cause.kind, kind, "the cause is said to be %s",
                 cause_kind_name(cause.kind));
    if (kind == traced_kind)
        cr_assert_eq(cause.fd, play.cause.fd);
    trace_close(trace);
    finish(); /* a tracer must have no other children */
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
    struct trace *trace = look(start_scene("vfork-reads", -1), true, 0);
    look_until_stuck(trace);
    assert_same_world(trace_world(trace), trace_world(play.trace));
    trace_close(trace);
    finish(); /* a tracer must have no other children */
    play_close(&play);
}

/* ---- what is not stuck ---- */

static void assert_waits(pid_t pid, bool tree, char state)
{
    await_state(pid, state);
    struct trace *trace = look(pid, tree, 0);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(look_on(trace), TRACE_QUIET);
        cr_assert_eq(wait_verdict(trace_world(trace)), QUIET_WAITING);
    }
    trace_close(trace);
}

Test(look, a_sleeper_is_not_stuck)
{
    assert_waits(start_scene("sleeps", -1), true, 'S');
}

Test(look, a_reader_of_input_from_outside_is_not_stuck)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t scene = start_scene("reads-input", ends[0]);
    (void)close(ends[0]);
    assert_waits(scene, true, 'S');
}

/* Without its child it is not known who would end the wait. */
Test(look, a_parent_without_its_child_is_not_stuck)
{
    pid_t scene = start_scene("held-write-end", -1);
    struct trace *trace = look(scene, true, 0);
    look_until_stuck(trace);
    trace_close(trace);
    assert_waits(scene, false, 'S');
}

/* Whoever knows its number can send it a signal. */
Test(look, who_waits_for_a_signal_is_not_stuck)
{
    assert_waits(start_scene("no-signal", -1), true, 'S');
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
    pid_t child = start(-1);
    if (child == 0) {
        (void)signal(SIGALRM, do_nothing);
        (void)alarm(3600);
        _exit(pipe(ends) == 0 && read(ends[0], &byte, 1) == 0);
    }
    struct trace *trace = look(child, true, 0);
    while (count_waits(trace_world(trace), WAIT_DATA) == 0)
        cr_assert_eq(look_on(trace), TRACE_QUIET);
    trace_close(trace);
    assert_waits(child, true, 'S');
}

Test(look, a_stopped_process_is_not_stuck)
{
    pid_t scene = start_scene("own-write-end", -1);
    struct trace *trace = look(scene, true, 0);
    look_until_stuck(trace);
    (void)kill(scene, SIGSTOP);
    await_state(scene, 'T');
    while (!world_process(trace_world(trace), scene)->stopped)
        (void)trace_run(trace, BRAKE_MS, 1);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    cr_assert_eq(trace_world(trace)->verdict, QUIET_WAITING);
    (void)kill(scene, SIGCONT);
    await_state(scene, 'S');
    look_until_stuck(trace);
    cr_assert_not(world_process(trace_world(trace), scene)->stopped);
    trace_close(trace);
}

/* The condition stands with the verdict wherever it is shown. */
Test(look, a_verdict_tells_what_it_rests_on)
{
    struct trace *trace = look(start_scene("own-write-end", -1), true, 0);
    look_until_stuck(trace);
    const struct log *log = trace_log(trace);
    const struct event *last = log_at(log, log->count - 1);
    cr_assert_eq(last->kind, EVENT_QUIET);
    cr_assert_str_eq(last->text, LOOK_CONDITION);
    trace_close(trace);
}

/* ---- coming and going ---- */

Test(look, becomes_stuck_when_the_outside_closes)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = start(ends[0]);
    if (child == 0) { /* its own write end is a way in for nobody else */
        char path[] = "/proc/self/fd/0", byte;
        int wfd = open(path, O_WRONLY);
        _exit(wfd != -1 && read(0, &byte, 1) == 1);
    }
    (void)close(ends[0]);
    struct trace *trace = look(child, true, 0);
    do
        cr_assert_eq(look_on(trace), TRACE_QUIET);
    while (count_waits(trace_world(trace), WAIT_DATA) == 0);
    cr_assert_eq(wait_verdict(trace_world(trace)), QUIET_WAITING);
    (void)close(ends[1]);
    look_until_stuck(trace);
    trace_close(trace);
}

Test(look, an_end_is_seen_and_its_status_if_nobody_was_quicker)
{
    pid_t scene = start_scene("sleeps", -1);
    await_state(scene, 'S');
    struct trace *trace = look(scene, false, 0);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    (void)kill(scene, SIGTERM);
    await_state(scene, 'Z'); /* nobody has collected it */
    cr_assert_eq(look_on(trace), TRACE_ENDED);
    const struct process *process = world_process(trace_world(trace), scene);
    cr_assert_not(process_alive(process));
    cr_assert_eq(process->wait_status, SIGTERM);
    trace_close(trace);
}

Test(look, the_status_of_an_end_that_was_not_seen_is_unknown)
{
    pid_t scene = start_scene("sleeps", -1);
    await_state(scene, 'S');
    struct trace *trace = look(scene, false, 0);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    (void)kill(scene, SIGTERM);
    cr_assert_eq(waitpid(scene, NULL, 0), scene);
    started = 0;
    cr_assert_eq(look_on(trace), TRACE_ENDED);
    const struct process *process = world_process(trace_world(trace), scene);
    cr_assert_eq(process->wait_status, STATUS_UNKNOWN);
    cr_assert_eq(process->state, PROCESS_REAPED);
    trace_close(trace);
}

/* A child for each byte of input; all sleep till they are killed. */
static void breed(void)
{
    char byte;
    while (read(0, &byte, 1) == 1)
        if (fork() == 0)
            for (;;)
                (void)pause();
    for (;;)
        (void)pause();
}

static int alive(const struct trace *trace)
{
    int count = 0;
    for (int i = 0; i < trace_world(trace)->process_count; i++)
        count += process_alive(&trace_world(trace)->processes[i]);
    return count;
}

Test(look, a_new_child_is_seen_in_a_tree)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = start(ends[0]);
    if (parent == 0)
        breed();
    struct trace *trace = look(parent, true, 0);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    cr_assert_eq(alive(trace), 1);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    while (alive(trace) < 2)
        (void)trace_run(trace, BRAKE_MS, 1);
    cr_assert_eq(count_events(trace, EVENT_FORK), 1);
    const struct process *child = &trace_world(trace)->processes[1];
    cr_assert_eq(child->parent, parent);
    (void)kill(child->pid, SIGKILL);
    while (alive(trace) > 1)
        (void)trace_run(trace, BRAKE_MS, 1);
    cr_assert_eq(child->state, PROCESS_ZOMBIE);
    cr_assert_eq(child->wait_status, SIGKILL);
    trace_close(trace);
    (void)close(ends[1]);
}

Test(look, threads_come_and_go)
{
    pid_t scene = start_scene("threads-read", -1);
    struct trace *trace = look(scene, false, 0);
    while (world_process(trace_world(trace), scene) == NULL ||
           world_process(trace_world(trace), scene)->thread_count < 2)
        (void)trace_run(trace, BRAKE_MS, 1);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    (void)kill(scene, SIGKILL);
    await_state(scene, 'Z');
    cr_assert_eq(look_on(trace), TRACE_ENDED);
    trace_close(trace);
}

Test(look, another_program_is_seen)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = start(ends[0]);
    if (child == 0) {
        char byte;
        if (read(0, &byte, 1) == 1)
            (void)execlp("cat", "cat", NULL);
        _exit(127);
    }
    struct trace *trace = look(child, false, 0);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    while (count_events(trace, EVENT_EXEC) == 0)
        (void)trace_run(trace, BRAKE_MS, 1);
    cr_assert_str_eq(world_process(trace_world(trace), child)->role, "cat");
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    trace_close(trace);
    (void)close(ends[1]);
}

/* ---- innocence ---- */

/* Holds the scene up by its input, looks on and on, lets it go on meanwhile. */
static int status_while_looked_at(void (*program)(void))
{
    int ends[2], status;
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = start(ends[0]);
    if (child == 0) {
        program();
        _exit(99);
    }
    (void)close(ends[0]);
    struct trace *trace = look(child, true, 0);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    for (int i = 0; i < 1000; i++) {
        if (i == 500)
            (void)close(ends[1]);
        (void)trace_run(trace, 0, 0);
    }
    while (alive(trace) > 0)
        (void)trace_run(trace, 0, 0);
    trace_close(trace);
    cr_assert_eq(waitpid(child, &status, 0), child);
    started = 0;
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

Test(look, end_of_file_arrives)
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

Test(look, broken_pipe_arrives)
{
    int status = status_while_looked_at(lose_reader);
    cr_assert(WIFEXITED(status));
    cr_assert_eq(WEXITSTATUS(status), SIGPIPE);
}

Test(look, leaves_the_processes_running)
{
    pid_t scene = start_scene("own-write-end", -1);
    struct trace *trace = look(scene, true, 0);
    look_until_stuck(trace);
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

Test(look, what_is_secret_is_listed_and_said)
{
    if (geteuid() == 0 && setresuid(65534, 65534, 65534) == -1)
        cr_skip_test("cannot become an ordinary user");
    (void)prctl(PR_SET_DUMPABLE, 1);
    pid_t child = start(-1);
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
    struct trace *trace = look(child, true, 0);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    cr_assert_not_null(look_unseen(trace));
    cr_assert_not_null(strstr(look_unseen(trace), "keeps itself secret"));
    cr_assert_eq(count_events(trace, EVENT_NOTE), 2);
    cr_assert_eq(alive(trace), 1);
    cr_assert_eq(wait_verdict(trace_world(trace)), QUIET_WAITING);
    trace_close(trace);
}

Test(look, refuses_what_it_cannot_look_at)
{
    cr_assert_str_eq(look_refusal(getpid()), "is ipcviz itself");
    pid_t child = start(-1);
    if (child == 0)
        _exit(0);
    await_state(child, 'Z');
    cr_assert_str_eq(look_refusal(child), "has ended already");
    cr_assert_eq(waitpid(child, NULL, 0), child);
    started = 0;
    cr_assert_str_eq(look_refusal(child), "no such process");
    finish(); /* later it may not end its guard */
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
Test(look, a_hundred_sleepers_cost_little)
{
    int ends[2];
    char bytes[MANY] = { 0 };
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = start(ends[0]);
    if (parent == 0)
        breed();
    cr_assert_eq(write(ends[1], bytes, sizeof bytes), sizeof bytes);
    struct trace *trace = look(parent, true, 0);
    while (alive(trace) < MANY + 1)
        (void)look_on(trace);
    cr_assert_eq(look_on(trace), TRACE_QUIET);
    int64_t before = cpu_us();
    for (int i = 0; i < 100; i++)
        cr_assert_eq(trace_run(trace, 0, 0), TRACE_QUIET);
    int64_t each = (cpu_us() - before) / 100;
    cr_log_info("a look at %d sleepers takes %ld us", MANY, (long)each);
    cr_assert_lt(each, 1500);
    trace_close(trace);
    (void)close(ends[1]);
}
