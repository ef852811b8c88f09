/* play.c - starting scenes and asking about them. */
#include "play.h"

#include "observe/proc.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BRAKE_MS 30000

/* The scenes' program stands beside the test program. */
static char *scenes_path(void)
{
    static char path[PATH_MAX + 32];
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    cr_assert_gt(length, 0);
    self[length] = '\0';
    (void)snprintf(path, sizeof path, "%s/observe-scenes", dirname(self));
    return path;
}

void play_prepare(struct play *play, const char *scene)
{
    *play = (struct play){ .argv = { scenes_path(), (char *)scene, NULL } };
    play->output_fd = memfd_create("output", MFD_CLOEXEC);
    cr_assert_neq(play->output_fd, -1);
    cr_assert_eq(pipe2(play->input, O_CLOEXEC), 0);
    play->options = (struct trace_options){
        .standard = { play->input[0], play->output_fd, STDERR_FILENO },
        .filter_fd = -1,
        .cpu = sched_getcpu(),
        .places = 1000,
    };
}

void play_start(struct play *play)
{
    play->options.argv = play->argv;
    play->trace = trace_start(&play->options);
    cr_assert_not_null(play->trace, "trace_start: %s", strerror(errno));
    (void)close(play->input[0]);
}

void play_scene(struct play *play, const char *scene)
{
    play_prepare(play, scene);
    play_start(play);
}

enum trace_status play_on(struct play *play)
{
    enum trace_status status = trace_run(play->trace, BRAKE_MS, 0);
    cr_assert_neq(status, TRACE_MOVING, "still moving after %d ms", BRAKE_MS);
    return status;
}

static bool is_event(const struct event *event, enum event_kind kind,
                     const char *call)
{
    return event->kind == kind &&
           (!call || (event->call >= 0 &&
                      strcmp(call_at(event->call)->name, call) == 0));
}

bool play_until(struct play *play, enum event_kind kind, const char *call)
{
    size_t seen = trace_log(play->trace)->count;
    for (;;) {
        enum trace_status status = trace_run(play->trace, BRAKE_MS, 1);
        const struct log *log = trace_log(play->trace);
        for (; seen < log->count; seen++)
            if (is_event(log_at(log, seen), kind, call))
                return true;
        if (status != TRACE_MOVING)
            return false;
    }
}

void play_end_input(struct play *play)
{
    (void)close(play->input[1]);
    play->input[1] = -1;
}

const char *play_output(struct play *play)
{
    ssize_t length =
        pread(play->output_fd, play->output, sizeof play->output - 1, 0);
    play->output[length > 0 ? length : 0] = '\0';
    return play->output;
}

void await_state(pid_t pid, char state)
{
    struct task_facts facts;
    do {
        (void)sched_yield();
        cr_assert_eq(proc_task(pid, &facts), 0, "process %d is gone", pid);
    } while (facts.state != state);
}

int play_root_status(const struct play *play)
{
    const struct process *root =
        world_process(trace_world(play->trace), trace_root(play->trace));
    return root && !process_alive(root) ? root->wait_status : -1;
}

int play_count(const struct play *play, enum event_kind kind, const char *call)
{
    const struct log *log = trace_log(play->trace);
    int count = 0;
    for (size_t i = 0; i < log->count; i++)
        count += is_event(log_at(log, i), kind, call);
    return count;
}

const struct cause *play_cause(struct play *play)
{
    const struct world *world = trace_world(play->trace);
    cr_assert_eq(wait_verdict(world), QUIET_STUCK, "verdict %d",
                 wait_verdict(world));
    cr_assert(cause_find(world, trace_log(play->trace), &play->cause));
    return &play->cause;
}

void play_close(struct play *play)
{
    trace_close(play->trace);
    (void)close(play->output_fd);
    if (play->input[1] != -1)
        (void)close(play->input[1]);
}
