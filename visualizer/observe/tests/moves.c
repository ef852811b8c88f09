/* moves.c - what a policy may do to a run: cut, fail, hold; and the options. */
#include "play.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(moves, .timeout = 60);

/* Does one thing to the first call of this name on a pipe or socket. */
struct plan {
    const char *call;
    int64_t cut; /* this many bytes, or 0 */
    int error;   /* fails with it, or 0 */
    bool hold;
    bool late; /* held before the call, not in it */
    int done;
};

static bool is_wanted(const struct plan *plan, const struct trace *trace,
                      const struct event *event)
{
    const struct object *object =
        world_object(trace_world(trace), event->object);
    return plan->done == 0 && plan->call && event->call >= 0 && object &&
           (object->kind == OBJECT_PIPE || object->kind == OBJECT_SOCKET) &&
           !object->before &&
           strcmp(call_at(event->call)->name, plan->call) == 0;
}

/* poll, which on some machines is ppoll */
static bool is_poll(const struct plan *plan, const struct event *event)
{
    return plan->done == 0 && plan->call && strcmp(plan->call, "poll") == 0 &&
           event->call >= 0 && call_at(event->call)->role == ROLE_POLL;
}

static enum trace_action entering(void *context, struct trace *trace,
                                  const struct event *event)
{
    struct plan *plan = context;
    if (!is_wanted(plan, trace, event) && !is_poll(plan, event))
        return TRACE_GO;
    plan->done++;
    if (plan->late)
        cr_assert_eq(trace_step_back(trace, event), 0);
    if (plan->cut)
        cr_assert_eq(trace_cut(trace, event, plan->cut), 0);
    if (plan->error)
        cr_assert_eq(trace_fail(trace, event, plan->error), 0);
    return plan->hold ? TRACE_HOLD : TRACE_GO;
}

static void play_with(struct play *play, struct plan *plan, const char *scene)
{
    static struct trace_policy policy;
    policy = (struct trace_policy){ .context = plan, .entering = entering };
    play_prepare(play, scene);
    play->options.policy = &policy;
    play_start(play);
}

static void assert_scene_says(struct plan *plan, const char *scene,
                              const char *words)
{
    struct play play;
    play_with(&play, plan, scene);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), words);
    play_close(&play);
}

static void assert_says(struct plan *plan, const char *words)
{
    assert_scene_says(plan, "six-bytes", words);
}

Test(moves, none_changes_nothing)
{
    struct plan plan = { 0 };
    assert_says(&plan, "6 6 abcdef");
}

Test(moves, write_is_cut)
{
    struct plan plan = { .call = "write", .cut = 2 };
    assert_says(&plan, "2 2 ab");
}

Test(moves, read_is_cut)
{
    struct plan plan = { .call = "read", .cut = 1 };
    assert_says(&plan, "6 1 a");
}

Test(moves, send_and_recv_are_cut)
{
    struct plan plan = { .call = "sendto", .cut = 4 };
    assert_scene_says(&plan, "six-at-once", "4 4 abcd");
    plan = (struct plan){ .call = "recvfrom", .cut = 2 };
    assert_scene_says(&plan, "six-at-once", "6 2 ab");
}

/* In the first piece, at its end, in the second, and not at all; and what the
 * program wrote into its vectors stays there. */
Test(moves, vectors_are_cut_and_put_back)
{
    static const struct {
        int64_t cut;
        const char *sent, *received;
    } cases[] = { { 1, "1 1 a", "6 1 a" },
                  { 2, "2 2 ab", "6 2 ab" },
                  { 3, "3 3 abc", "6 3 abc" },
                  { 5, "5 5 abcde", "6 5 abcde" },
                  { 100, "6 6 abcdef", "6 6 abcdef" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[40];
        struct plan plan = { .call = "sendmsg", .cut = cases[i].cut };
        (void)snprintf(words, sizeof words, "%s 2 4 3 5", cases[i].sent);
        assert_scene_says(&plan, "six-in-pieces", words);
        plan = (struct plan){ .call = "recvmsg", .cut = cases[i].cut };
        (void)snprintf(words, sizeof words, "%s 2 4 3 5", cases[i].received);
        assert_scene_says(&plan, "six-in-pieces", words);
        plan = (struct plan){ .call = "readv", .cut = cases[i].cut };
        assert_scene_says(&plan, "six-by-vector", words);
        plan = (struct plan){ .call = "writev", .cut = cases[i].cut };
        (void)snprintf(words, sizeof words, "%s 2 4 3 5", cases[i].sent);
        assert_scene_says(&plan, "six-by-vector", words);
    }
}

Test(moves, write_fails)
{
    struct plan plan = { .call = "write", .error = EINTR };
    assert_says(&plan, "write: EINTR");
    plan = (struct plan){ .call = "write", .error = EAGAIN };
    assert_says(&plan, "write: EAGAIN");
}

Test(moves, pipe_s_bytes_are_counted_as_they_were_cut)
{
    struct plan plan = { .call = "write", .cut = 4 };
    struct play play;
    play_with(&play, &plan, "six-bytes");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    const struct world *world = trace_world(play.trace);
    for (int id = 1; id <= world->object_count; id++)
        if (world->objects[id - 1].kind == OBJECT_PIPE &&
            !world->objects[id - 1].before) {
            cr_assert_eq(world->objects[id - 1].moved_in, 4);
            cr_assert_eq(world->objects[id - 1].moved_out, 4);
            cr_assert_eq(world->objects[id - 1].fill, 0);
        }
    play_close(&play);
}

Test(moves, held_stays_until_released)
{
    struct plan plan = { .call = "write", .hold = true };
    struct play play;
    play_with(&play, &plan, "six-bytes");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    int root = trace_root(play.trace);
    cr_assert(trace_is_held(play.trace, root));
    cr_assert_neq(wait_verdict(trace_world(play.trace)), QUIET_STUCK);
    cr_assert_str_eq(play_output(&play), "");
    cr_assert_eq(trace_release(play.trace, root + 1), 0);
    cr_assert_eq(trace_release(play.trace, 0), 1);
    cr_assert_not(trace_is_held(play.trace, root));
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "6 6 abcdef");
    play_close(&play);
}

/* Held in the call: the signal interrupts it. Before it: the handler runs, and
 * the call is made then, which nobody interrupts any more. */
static enum trace_status signal_while_held(struct play *play, struct plan *plan)
{
    play_with(play, plan, "looks-then-sleeps");
    cr_assert_eq(play_on(play), TRACE_QUIET);
    cr_assert_eq(trace_signal(play->trace, trace_root(play->trace), SIGINT), 0);
    cr_assert_eq(trace_release(play->trace, 0), 1);
    return play_on(play);
}

Test(moves, a_signal_interrupts_who_is_held_in_a_call)
{
    struct plan plan = { .call = "poll", .hold = true };
    struct play play;
    cr_assert_eq(signal_while_held(&play, &plan), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "caught 2");
    play_close(&play);
}

Test(moves, a_signal_comes_before_the_call_of_who_is_held_there)
{
    struct plan plan = { .call = "poll", .hold = true, .late = true };
    struct play play;
    cr_assert_eq(signal_while_held(&play, &plan), TRACE_QUIET);
    cr_assert_eq(play_count(&play, EVENT_SIGNAL, NULL), 1);
    cr_assert_str_eq(play_output(&play), "");
    cr_assert_eq(trace_signal(play.trace, trace_root(play.trace), SIGINT), 0);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "caught 2");
    play_close(&play);
}

Test(moves, held_one_can_be_killed)
{
    struct plan plan = { .call = "write", .hold = true };
    struct play play;
    play_with(&play, &plan, "six-bytes");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(trace_signal(play.trace, trace_root(play.trace), SIGKILL), 0);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(WTERMSIG(play_root_status(&play)), SIGKILL);
    play_close(&play);
}

Test(moves, canonical_pids_count_from_two)
{
    struct play play;
    play_prepare(&play, "three-children");
    play.options.canonical_pids = true;
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    const struct world *world = trace_world(play.trace);
    cr_assert_eq(world->process_count, 4);
    for (int i = 0; i < 4; i++) {
        cr_assert_eq(world->processes[i].pid, i + 2);
        cr_assert_eq(WEXITSTATUS(world->processes[i].wait_status), i ? i : 123);
    }
    const struct log *log = trace_log(play.trace);
    int reaped = 3;
    for (size_t i = 0; i < log->count; i++)
        if (log_at(log, i)->kind == EVENT_REAP)
            cr_assert_eq(log_at(log, i)->other, reaped++);
    cr_assert_eq(reaped, 6);
    play_close(&play);
}

Test(moves, event_limit_stops_the_run)
{
    struct play play;
    play_prepare(&play, "forks-fast");
    play.options.event_limit = 500;
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_FULL);
    cr_assert_geq(trace_log(play.trace)->count, 500u);
    cr_assert_lt(trace_log(play.trace)->count, 600u);
    play_close(&play);
}

Test(moves, a_program_starts_clean_and_with_its_limits)
{
    static const struct rlimit limits[] = { { 77, 77 } };
    static const int kinds[] = { RLIMIT_NOFILE, -1 };
    struct play play;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGUSR1, SIG_IGN);
    int surplus = fcntl(STDERR_FILENO, F_DUPFD, 900);
    play_prepare(&play, "tells-start");
    play.options.limits = limits;
    play.options.limit_kinds = kinds;
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play),
                     "0 ignored or blocked, 3 open, limit 77");
    (void)close(surplus);
    play_close(&play);
}

Test(moves, descriptors_beyond_a_thousand_stay_here)
{
    struct rlimit limit;
    (void)getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < 2048 ? limit.rlim_max : 2048;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    int surplus = fcntl(STDERR_FILENO, F_DUPFD, 1500);
    if (surplus == -1)
        cr_skip("this machine allows no more than 1500 descriptors");
    struct play play;
    play_scene(&play, "tells-start");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_eq(
        strncmp(play_output(&play), "0 ignored or blocked, 3 open", 28), 0,
        "%s", play_output(&play));
    (void)close(surplus);
    play_close(&play);
}

Test(moves, a_standard_descriptor_may_be_closed)
{
    struct play play;
    play_prepare(&play, "tells-start");
    play.options.standard[0] = TRACE_CLOSED;
    play_start(&play);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_not_null(strstr(play_output(&play), " 2 open"));
    play_close(&play);
}

Test(moves, a_note_is_an_event)
{
    struct play play;
    play_scene(&play, "nothing");
    trace_note(play.trace, strdup("from outside"));
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    const struct event *note = log_at(trace_log(play.trace), 0);
    cr_assert_eq(note->kind, EVENT_NOTE);
    cr_assert_str_eq(note->text, "from outside");
    play_close(&play);
}
