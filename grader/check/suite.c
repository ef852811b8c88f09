/* suite.c - the environment of a suite, and its end.
 *
 * The environment is the whole contract: IPC_PROGRAM, IPC_LAB, IPC_RESULTS,
 * IPC_RECORDS, IPC_SEED, IPC_SCRATCH, IPC_WALLS. Nothing else of the caller's reaches the suite. */
#include "check/suite.h"

#include "check/command.h"
#include "check/keeper.h"
#include "harness/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { OUTPUT_BYTES = 1 << 18, VARIABLES_MAX = 16 };

char *suite_path(const struct kit *kit, const struct lab *lab)
{
    return kit_path("%s/suite-%s", kit->build, lab->name);
}

/* Criterion's runner talks to its workers through this socket and this shared
 * memory, and a runner that is killed leaves both. */
static void note_leavings(void *argument, pid_t pid)
{
    const struct suite *suite = argument;
    char *socket = kit_path("/tmp/criterion_%d.sock", (int)pid);
    char *arena = kit_path("/dev/shm/bxfi_%d", (int)pid);

    keeper_note(suite->folder, socket);
    keeper_note(suite->folder, arena);
    free(socket);
    free(arena);
}

/* "1.3" makes "ex_1_3/" and then everything. */
static char *filter_for(const char *exercise)
{
    char *filter = kit_path("ex_%s/*", exercise);

    for (char *at = filter; *at; at++)
        if (*at == '.')
            *at = '_';
    return filter;
}

static void make_environment(const struct suite *suite, char **variables)
{
    static const char *const kept[] = { "ASAN_OPTIONS", "UBSAN_OPTIONS" };
    int count = 0;

    variables[count++] = kit_path("IPC_PROGRAM=%s", suite->program);
    variables[count++] = kit_path(
        "IPC_LAB=%.*s", (int)strcspn(suite->lab->name, "-"), suite->lab->name);
    variables[count++] = kit_path("IPC_RESULTS=%s/results", suite->folder);
    variables[count++] = kit_path("IPC_RECORDS=%s/records", suite->folder);
    variables[count++] =
        kit_path("IPC_SEED=%llu", (unsigned long long)suite->seed);
    variables[count++] = kit_path("IPC_SCRATCH=%s", suite->folder);
    if (sandbox_available(NULL)) /* tried once here, not in every test */
        variables[count++] = kit_path("%s=1", SANDBOX_TRIED);
    variables[count++] = kit_path("PATH=/usr/local/bin:/usr/bin:/bin");
    variables[count++] = kit_path("HOME=%s/empty", suite->folder);
    variables[count++] = kit_path("LANG=C.UTF-8");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (getenv(kept[i]))
            variables[count++] = kit_path("%s=%s", kept[i], getenv(kept[i]));
    variables[count] = NULL;
}

static void make_folders(const struct suite *suite)
{
    static const char *const names[] = { "results", "records", "empty" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = kit_path("%s/%s", suite->folder, names[i]);

        kit_make_folder(path);
        free(path);
    }
}

static void judge(struct suite *suite, const struct outcome *outcome)
{
    int status = outcome->status;

    if (outcome->abandoned)
        suite->infra = kit_path("the check was ended");
    else if (outcome->timed_out)
        suite->infra =
            kit_path("the suite was stopped after %d s", SUITE_WALL_SECONDS);
    suite->stopped = outcome->timed_out && !outcome->abandoned;
    if (outcome->abandoned || outcome->timed_out)
        return;
    if (WIFSIGNALED(status))
        suite->infra =
            kit_path("the suite was ended by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) > 1)
        suite->infra =
            kit_path("the suite ended with status %d", WEXITSTATUS(status));
}

void suite_run(struct suite *suite)
{
    char *variables[VARIABLES_MAX];
    char *path = suite_path(suite->kit, suite->lab);
    /* More than there are processors: a test often waits, for walls that are
     * built and for the end of the one before. */
    char *jobs = kit_path("-j%d", kit_cpus() + 2);
    char *filter = filter_for(suite->only ? suite->only : "");
    char *empty = kit_path("%s/empty", suite->folder);
    char *argv[] = { path,   jobs, "--quiet", suite->only ? "--filter" : NULL,
                     filter, NULL };
    struct command command = { .argv = argv,
                               .environment = variables,
                               .directory = empty,
                               .wall_seconds = SUITE_WALL_SECONDS,
                               .output_bytes = OUTPUT_BYTES,
                               .started = note_leavings,
                               .argument = suite };
    struct outcome outcome;

    make_folders(suite);
    make_environment(suite, variables);
    if (command_run(&command, &outcome) == -1) {
        suite->infra =
            kit_path("the suite could not be started: %s", strerror(errno));
    } else {
        suite->log = outcome.output;
        judge(suite, &outcome);
    }
    for (char **variable = variables; *variable; variable++)
        free(*variable);
    free(path);
    free(jobs);
    free(filter);
    free(empty);
}
