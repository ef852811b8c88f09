/* start.c - the command, its limits, and the start behind walls or in the open.
 *
 *   behind walls: bwrap ──► [env] ──► [sh] ──► program     each execs the next
 *   in the open:            [env] ──► [sh] ──► program
 */
#include "harness/sandbox.h"
#include "harness/stage.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACES 3000 /* calls whose source line is looked up at once */
#define WORDS_MAX 96

/* Shells and env that bring about what exec alone cannot: closed descriptors,
 * an ignored signal. Each execs the next, so the program keeps its pid. */
static int add_wrappers(const struct scene *scene, const char *words[])
{
    static const char *const closing[] = { "",          "0<&-",
                                           "1>&-",      "0<&- 1>&-",
                                           "2>&-",      "0<&- 2>&-",
                                           "1>&- 2>&-", "0<&- 1>&- 2>&-" };
    static char script[64];
    int count = 0;
    if (scene->child_signal_ignored) {
        words[count++] = "/usr/bin/env";
        words[count++] = "--ignore-signal=CHLD";
    }
    if (scene->closed) {
        (void)snprintf(script, sizeof script, "exec \"$@\" %s",
                       closing[scene->closed & 7]);
        words[count++] = "/bin/sh";
        words[count++] = "-c";
        words[count++] = script;
        words[count++] = "sh";
    }
    return count;
}

static int wrapper_count(const struct scene *scene)
{
    return scene->child_signal_ignored + (scene->closed != 0);
}

static void words_of(const struct scene *scene, const char *program,
                     const char *words[WORDS_MAX])
{
    int count = add_wrappers(scene, words);
    words[count++] = program;
    for (int i = 0; scene->arguments[i] && count < WORDS_MAX - 1; i++)
        words[count++] = scene->arguments[i];
    words[count] = NULL;
}

static const int limit_kinds[] = { RLIMIT_NPROC, RLIMIT_CORE,   RLIMIT_FSIZE,
                                   RLIMIT_AS,    RLIMIT_NOFILE, -1 };
static const struct rlimit limits[] = {
    { 512, 512 },           { 0, 0 },
    { 64 << 20, 64 << 20 }, { (rlim_t)2 << 30, (rlim_t)2 << 30 },
    { 1024, 1024 },
};

/* Without walls the limit on processes would count all the user's others. */
static void options_common(struct stage *stage, struct trace_options *options)
{
    bool walls = stage->run->isolation;
    stage->policy =
        (struct trace_policy){ &stage->moves, moves_entering, moves_happened };
    *options = (struct trace_options){
        .standard = { stage->standard[0], stage->standard[1],
                      stage->standard[2] },
        .cpu = stage->cpu,
        .fixed_addresses = true,
        .places = PLACES,
        .helpers = "main.c",
        .event_limit = RUN_EVENTS,
        .limits = walls ? limits : limits + 1,
        .limit_kinds = walls ? limit_kinds : limit_kinds + 1,
        .policy = &stage->policy,
        .execs_before = wrapper_count(stage->scene) + (walls ? 1 : 0),
        .filter_fd = walls ? stage->filter : -1,
        .canonical_pids = !walls,
    };
}

static struct trace *start_behind_walls(struct stage *stage,
                                        const char *program)
{
    const char *words[WORDS_MAX];
    struct trace_options options;
    char *nothing[] = { NULL };
    const char *slash = strrchr(program, '/');
    char inside[PATH_MAX];
    (void)snprintf(inside, sizeof inside, "/lab/%s",
                   slash ? slash + 1 : program);
    struct sandbox sandbox = { .binds = { { program, inside, false } },
                               .filter_fd = stage->filter };
    words_of(stage->scene, inside, words);
    struct sandbox_command command;
    if (sandbox_open(&command, &sandbox, (char *const *)words) == -1)
        return NULL;
    options_common(stage, &options);
    options.argv = command.argv;
    options.launcher_fd = command.options;
    options.environment = nothing; /* the program could read bwrap's */
    struct trace *trace = trace_start(&options);
    sandbox_close(&command);
    return trace;
}

static struct trace *start_in_the_open(struct stage *stage, const char *program)
{
    const char *words[WORDS_MAX];
    struct trace_options options;
    static char path[] = "PATH=" SANDBOX_SEARCH_PATH;
    static char language[] = "LANG=" SANDBOX_LOCALE;
    char home[PATH_MAX + 8];
    char *environment[] = { path, home, language, NULL };
    struct run *run = stage->run;
    const char *scratch = getenv("IPC_SCRATCH");
    (void)snprintf(run->directory, sizeof run->directory,
                   "%s/ipc-lab-kit-XXXXXX", scratch ? scratch : "/tmp");
    if (!mkdtemp(run->directory)) {
        run->directory[0] = '\0';
        return NULL;
    }
    (void)snprintf(home, sizeof home, "HOME=%s", run->directory);
    words_of(stage->scene, program, words);
    options_common(stage, &options);
    options.argv = (char *const *)words;
    options.environment = environment;
    options.directory = run->directory;
    return trace_start(&options);
}

struct trace *stage_start(struct stage *stage, const char *program)
{
    return stage->run->isolation ? start_behind_walls(stage, program)
                                 : start_in_the_open(stage, program);
}
