/* given.c - scenes that work in a directory of their own. */
#include "given.h"

#include <criterion/criterion.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char directory[] = "/tmp/ipc-kit-XXXXXX";

void given_begin(void)
{
    cr_assert_not_null(mkdtemp(directory));
}

void given_end(void)
{
    DIR *all = opendir(directory);
    for (struct dirent *entry; all && (entry = readdir(all)) != NULL;)
        (void)unlink(given_path(entry->d_name)); /* EISDIR for . and .. */
    if (all)
        (void)closedir(all);
    (void)rmdir(directory);
}

const char *given_path(const char *name)
{
    static char path[sizeof directory + 256];
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    return path;
}

void given_play(struct play *play, const char *scene)
{
    play_prepare(play, scene);
    play->options.directory = directory;
    play_start(play);
    cr_assert_eq(play_on(play), TRACE_QUIET, "%s has ended", scene);
}

struct wait given_wait(const struct play *play, int index)
{
    const struct world *world = trace_world(play->trace);
    struct wait wait;
    cr_assert_lt(index, world->process_count);
    const struct process *process = &world->processes[index];
    cr_assert(wait_of(world, process, &process->threads[0], &wait));
    return wait;
}

void given_stuck(struct play *play, const char *scene)
{
    given_play(play, scene);
    enum quiet_verdict verdict = wait_verdict(trace_world(play->trace));
    cr_assert_eq(verdict, QUIET_STUCK, "%s: verdict %d", scene, verdict);
    const struct cause *cause = play_cause(play);
    char *happened = cause_happened(trace_world(play->trace), cause);
    char *because = cause_because(trace_world(play->trace), cause);
    cr_assert(happened && because && *happened && *because, "%s", scene);
    free(happened);
    free(because);
}

void given_waiting(struct play *play, const char *scene)
{
    given_play(play, scene);
    enum quiet_verdict verdict = wait_verdict(trace_world(play->trace));
    cr_assert_eq(verdict, QUIET_WAITING, "%s: verdict %d", scene, verdict);
}

const struct object *given_object(const struct play *play,
                                  enum object_kind kind)
{
    const struct world *world = trace_world(play->trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == kind)
            return &world->objects[i];
    cr_assert_fail("no object of kind %s", object_kind_name(kind));
    return NULL;
}
