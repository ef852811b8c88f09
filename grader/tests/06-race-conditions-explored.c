/* 06-race-conditions-explored.c - a program of lab 06 behind walls, ready to be
 * run in one order after the other.
 *
 *   suite ─► bwrap ─► the program, a server of its own runs ◄─ board ─► suite
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explore/explore.h"
#include "explore/lines.h"
#include "harness/sandbox.h"
#include "tests/06-race-conditions-explored.h"

#define INSIDE "/lab/race-conditions"

struct explored {
    char *path, *scene;
    char *argv[3];
    struct sandbox_command walled;
    bool has_walls;
    char folder[PATH_MAX]; /* without walls: its own */
    struct server *server;
    struct lines *lines;
};

/* BUILD/suite-06-race-conditions has BUILD/given-06-race-conditions beside it. */
static char *given_path(void)
{
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length == -1)
        err(2, "/proc/self/exe");
    own[length] = '\0';
    char *name = strrchr(own, '/') + 1;
    const char *lab = strchr(name, '-');
    if (!lab)
        errx(2, "%s: is no suite-LAB", own);
    char *path;
    if (asprintf(&path, "%.*sgiven%s", (int)(name - own), own, lab) == -1)
        err(2, "asprintf");
    return path;
}

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    if (!value)
        errx(2, "%s is not set; suites are started by make check", name);
    return value;
}

static void build_walls(struct explored *explored, struct start *start)
{
    struct sandbox walls = { .binds = { { explored->path, INSIDE, false } },
                             .filter_fd = -1 };
    explored->argv[0] = INSIDE;
    if (sandbox_open(&explored->walled, &walls, explored->argv) == -1)
        err(2, "the walls");
    start->argv = explored->walled.argv;
    start->kept_fd = explored->walled.options;
    start->walled = true;
}

static void make_folder(struct explored *explored, struct start *start)
{
    snprintf(explored->folder, sizeof explored->folder, "%s/explored-XXXXXX",
             from_environment("IPC_SCRATCH"));
    if (!mkdtemp(explored->folder))
        err(2, "%s", explored->folder);
    start->folder = explored->folder;
}

struct explored *explored_open(const char *scene, bool given)
{
    static char *none[] = { NULL };
    struct explored *explored = calloc(1, sizeof *explored);
    if (!explored)
        err(2, "calloc");
    explored->path =
        given ? given_path() : strdup(from_environment("IPC_PROGRAM"));
    explored->scene = strdup(scene);
    if (!explored->path || !explored->scene)
        err(2, "strdup");
    explored->argv[0] = explored->path;
    explored->argv[1] = explored->scene;
    explored->has_walls = sandbox_available(NULL);
    struct start start = { .argv = explored->argv, .kept_fd = -1 };
    if (explored->has_walls)
        build_walls(explored, &start);
    else
        make_folder(explored, &start);
    if (!explored->has_walls)
        start.environment = none;
    explored->server = server_start(&start);
    explored->lines = lines_open(explored->path);
    if (!explored->server || !explored->lines)
        err(2, "%s", explored->path);
    return explored;
}

void explored_close(struct explored *explored)
{
    server_stop(explored->server);
    lines_close(explored->lines);
    if (explored->has_walls)
        sandbox_close(&explored->walled);
    else
        (void)rmdir(explored->folder);
    free(explored->path);
    free(explored->scene);
    free(explored);
}

struct server *explored_server(struct explored *explored)
{
    return explored->server;
}

struct lines *explored_lines(struct explored *explored)
{
    return explored->lines;
}
