/* run.c - leads a scene from its start to its end (stage.h: who does what). */
#include "harness/cpu.h"
#include "harness/left.h"
#include "harness/sandbox.h"
#include "harness/stage.h"

#include <errno.h>
#include <ftw.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SLICE_MS 200

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Somebody is held, nothing is called, and yet processor time goes by. */
struct idling {
    size_t events;
    int64_t cpu_ms; /* when the last event came */
};

static bool spins_beside_a_held_one(const struct run *run,
                                    struct idling *idling)
{
    const struct world *world = trace_world(run->trace);
    int64_t cpu_ms = trace_cpu_ms(run->trace);
    size_t events = trace_log(run->trace)->count;
    if (events != idling->events) {
        *idling = (struct idling){ events, cpu_ms };
        return false;
    }
    for (int i = 0; i < world->process_count; i++)
        if (process_alive(&world->processes[i]) &&
            trace_is_held(run->trace, world->processes[i].pid))
            return cpu_ms - idling->cpu_ms > RUN_SPIN_CPU_MS;
    return false;
}

/* Being stopped at a call costs processor time that the kernel counts as the
 * program's: thousands of calls are not a computation without an end. Calls
 * without an end meet RUN_EVENTS. */
static bool computes_without_end(const struct run *run)
{
    int64_t events = (int64_t)trace_log(run->trace)->count;
    return trace_cpu_ms(run->trace) >
           RUN_CPU_MS + events * RUN_EVENT_CPU_US / 1000;
}

static void lead(struct stage *stage)
{
    struct run *run = stage->run;
    struct idling idling = { 0 };
    int64_t start = now_ms();
    run->end = RUN_NOT_STARTED;
    for (bool more = true; more;) {
        switch (trace_run(run->trace, SLICE_MS, 0)) {
        case TRACE_ENDED: more = false; break;
        case TRACE_QUIET: more = stage_go_on(stage); break;
        case TRACE_FULL:
            run->end = RUN_LIMIT;
            more = false;
            break;
        case TRACE_MOVING:
            if (computes_without_end(run) ||
                spins_beside_a_held_one(run, &idling)) {
                run->end = RUN_LIMIT;
                run->spin_place = trace_loop(run->trace);
                more = false;
            }
            break;
        }
        if (more && run->forked_too_much) {
            run->end = RUN_LIMIT;
            more = false;
        }
        if (more && run->spinner) {
            run->end = RUN_SPIN;
            more = false;
        }
        if (more && now_ms() - start > RUN_WALL_MS) {
            run->end = RUN_TIME;
            more = false;
        }
    }
    run->duration_ms = now_ms() - start;
}

static void take_results(struct stage *stage)
{
    struct run *run = stage->run;
    run->event_count = trace_log(run->trace)->count;
    trace_kill(run->trace);
    const struct process *root = run_root(run);
    if (root && !process_alive(root)) {
        run->status = root->wait_status;
        if (run->end == RUN_NOT_STARTED)
            run->end = RUN_ENDED;
    }
    stage_collect(stage);
}

struct run *run_play(const char *program, struct scene *scene)
{
    struct run *run = calloc(1, sizeof *run);
    struct stage stage = { .scene = scene,
                           .run = run,
                           .input = -1,
                           .output = -1,
                           .errors = -1,
                           .filter = -1,
                           .standard = { -1, -1, -1 } };
    cpu_set_t allowed;
    if (!run || sched_getaffinity(0, sizeof allowed, &allowed) == -1) {
        free(run);
        return NULL;
    }
    stage.cpu = cpu_claim(&stage.cpu_claimed);
    run->isolation = sandbox_available(NULL);
    stage.moves.scene = scene;
    stage.moves.run = run;
    for (size_t i = 0; i < SCENE_MOVES; i++)
        scene->moves[i].seen = 0; /* it may have been played before */
    if (stage_open(&stage) == 0)
        run->trace = stage_start(&stage, program);
    int saved = errno;
    stage_close_program_side(&stage);
    if (run->trace) {
        lead(&stage);
        take_results(&stage);
    }
    stage_close(&stage);
    stage_close_fd(&stage.cpu_claimed);
    (void)sched_setaffinity(0, sizeof allowed, &allowed); /* was pinned */
    if (run->trace)
        return run;
    run_close(run);
    errno = saved;
    return NULL;
}

static int remove_entry(const char *path, const struct stat *status, int kind,
                        struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    (void)remove(path);
    return 0;
}

/* Contents first, links not followed. */
static void remove_directory(const struct run *run)
{
    if (run->directory[0])
        (void)nftw(run->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void run_close(struct run *run)
{
    if (!run)
        return;
    if (run->trace) {
        trace_kill(run->trace);
        left_remove(run);
    }
    trace_close(run->trace);
    remove_directory(run);
    free(run->output);
    free(run->errors);
    free(run->happened);
    free(run->because);
    free(run);
}

/* ---- looking at a run ---- */

const struct process *run_root(const struct run *run)
{
    return world_process(trace_world(run->trace), trace_root(run->trace));
}

const struct process *run_child(const struct run *run, int nth)
{
    const struct world *world = trace_world(run->trace);
    return nth > 0 && nth < world->process_count ? &world->processes[nth]
                                                 : NULL;
}

int run_child_count(const struct run *run)
{
    int count = trace_world(run->trace)->process_count;
    return count > 0 ? count - 1 : 0;
}

const char *run_result(const struct run *run, const char *key)
{
    static char value[128];
    size_t length = strlen(key);
    for (const char *line = run->errors; line && *line;) {
        const char *end = strchr(line, '\n');
        size_t size = end ? (size_t)(end - line) : strlen(line);
        if (size > length + 3 && strncmp(line, "= ", 2) == 0 &&
            strncmp(line + 2, key, length) == 0 && line[length + 2] == ' ') {
            size -= length + 3;
            (void)snprintf(value, sizeof value, "%.*s", (int)size,
                           line + length + 3);
            return value;
        }
        line = end ? end + 1 : NULL;
    }
    return NULL;
}
