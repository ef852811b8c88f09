/* schedules.c - how long the explorer takes for one schedule of a program.
 *
 *   bench-schedules forked|started|searched wall|processor COUNT FILE.c
 *
 *   forked:    one start; the program forks itself for each run
 *   started:   a start for each run, as without that
 *   searched:  forked, and what comes next is found out after each run
 *
 * Its last word is the time of one schedule in milliseconds, without that of
 * the compiler: by the clock, or what the explorer and the program had of their
 * processor. They use one, and never at once, so on a machine that is quiet
 * both are the same. A run must have STEPS steps, or something else was
 * measured.
 */
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "explore/build.h"
#include "explore/explore.h"
#include "explore/folder.h"

#define STEPS 15

static char *program, *room;
static struct server *server;

static void make_program(const char *file)
{
    if (folder_make(&program, &room) == -1)
        err(2, "folder_make");
    if (explore_build(NULL, &file, 1, NULL, program) != 0)
        errx(2, "%s does not compile", file);
}

static void stop(void)
{
    server_stop(server);
    server = NULL;
}

static void start(void)
{
    static char *words[2];
    words[0] = program;
    server = server_start(
        &(struct start){ .argv = words, .folder = room, .kept_fd = -1 });
    if (!server)
        err(2, "server_start");
}

static void run_once(void)
{
    static const uint8_t as_it_comes[1];
    int end = server_run(server, as_it_comes, NULL, 0);
    uint32_t steps = server_board(server)->step_count;
    if (end != RUN_DONE || steps != STEPS)
        errx(2, "a run ended with %d after %u steps", end, steps);
}

static void run_started(int count)
{
    for (int i = 0; i < count; i++) {
        start();
        run_once();
        stop();
    }
}

static void run_forked(int count)
{
    start();
    for (int i = 0; i < count; i++)
        run_once();
    stop();
}

/* All orders, of which there are more than anybody counts here. */
static void run_searched(int count)
{
    struct search_options options = { .bound = -1,
                                      .races = true,
                                      .limit = (uint64_t)count };
    struct search_result *result = calloc(1, sizeof *result);
    start();
    if (!result || search(server, &options, result) == -1)
        err(2, "search");
    if (result->found != FOUND_NOTHING || result->runs != (uint64_t)count)
        errx(2, "%llu schedules", (unsigned long long)result->runs);
    free(result);
    stop();
}

static double wall_ms(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double used_ms(int who)
{
    struct rusage used;
    (void)getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

/* Children count when they have been waited for. */
static double processor_ms(void)
{
    return used_ms(RUSAGE_SELF) + used_ms(RUSAGE_CHILDREN);
}

int main(int argc, char **argv)
{
    int count = argc == 5 ? atoi(argv[3]) : 0;
    if (count < 1)
        errx(2, "usage: bench-schedules forked|started|searched "
                "wall|processor COUNT FILE.c");
    make_program(argv[4]);
    atexit(stop); /* at an error; the folder is removed after it */
    double (*now_ms)(void) =
        strcmp(argv[2], "wall") == 0 ? wall_ms : processor_ms;
    double begin = now_ms();
    if (strcmp(argv[1], "started") == 0)
        run_started(count);
    else if (strcmp(argv[1], "forked") == 0)
        run_forked(count);
    else
        run_searched(count);
    (void)printf("%.6f\n", (now_ms() - begin) / count);
    return 0;
}
