/* schedules.c - how long the explorer takes for one schedule of a program.
 *
 *   bench-schedules forked|started|searched COUNT FILE.c
 *
 *   forked:    one start; the program forks itself for each run
 *   started:   a start for each run, as without that
 *   searched:  forked, and what comes next is found out after each run
 *
 * Its last word is the time of one schedule in milliseconds, without that of
 * the compiler. A run must have STEPS steps, or something else was measured.
 */
#include <err.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "explore/build.h"
#include "explore/explore.h"

#define STEPS 15

static char folder[PATH_MAX], program[PATH_MAX + 16], room[PATH_MAX + 16];

static void remove_all(void)
{
    (void)unlink(program);
    (void)rmdir(room);
    (void)rmdir(folder);
}

static void make_program(const char *file)
{
    const char *where = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/schedules-XXXXXX",
                   where && *where ? where : "/tmp");
    if (!mkdtemp(folder))
        err(2, "mkdtemp %s", folder);
    atexit(remove_all);
    (void)snprintf(program, sizeof program, "%s/program", folder);
    (void)snprintf(room, sizeof room, "%s/room", folder);
    if (mkdir(room, 0700) == -1)
        err(2, "mkdir %s", room);
    if (explore_build(&file, 1, NULL, program) != 0)
        errx(2, "%s does not compile", file);
}

static struct server *start(void)
{
    struct server *server = server_start(program, room);
    if (!server)
        err(2, "server_start");
    return server;
}

static void run_once(struct server *server)
{
    int end = server_run(server, NULL, NULL, 0);
    uint32_t steps = server_board(server)->step_count;
    if (end != RUN_DONE || steps != STEPS)
        errx(2, "a run ended with %d after %u steps", end, steps);
}

static void run_started(int count)
{
    for (int i = 0; i < count; i++) {
        struct server *server = start();
        run_once(server);
        server_stop(server);
    }
}

static void run_forked(struct server *server, int count)
{
    for (int i = 0; i < count; i++)
        run_once(server);
}

/* All orders, of which there are more than anybody counts here. */
static void run_searched(struct server *server, int count)
{
    struct search_options options = { .bound = -1,
                                      .races = true,
                                      .limit = (uint64_t)count };
    struct search_result *result = calloc(1, sizeof *result);
    if (!result || search(server, &options, result) == -1)
        err(2, "search");
    if (result->found != FOUND_NOTHING || result->runs != (uint64_t)count)
        errx(2, "%llu schedules", (unsigned long long)result->runs);
    free(result);
}

static double now_ms(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    int count = argc == 4 ? atoi(argv[2]) : 0;
    if (count < 1)
        errx(2, "usage: bench-schedules forked|started|searched COUNT FILE.c");
    make_program(argv[3]);
    struct server *server = start();
    run_once(server);
    double begin = now_ms();
    if (strcmp(argv[1], "started") == 0)
        run_started(count);
    else if (strcmp(argv[1], "forked") == 0)
        run_forked(server, count);
    else
        run_searched(server, count);
    (void)printf("%.6f\n", (now_ms() - begin) / count);
    server_stop(server);
    return 0;
}
