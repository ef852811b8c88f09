/* sockets.c - questions to a scene about sockets. */
#include "sockets.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct play play;
char path[64];

void name_path(void)
{
    (void)snprintf(path, sizeof path, "/tmp/ipc-lab-socket-%d", getpid());
    (void)setenv("SCENE_PATH", path, 1);
}

void remove_path(void)
{
    (void)unlink(path);
}

void still(const char *scene)
{
    play_scene(&play, scene);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
}

const struct world *world(void)
{
    return trace_world(play.trace);
}

/* The socket whose name is `name`, "%" standing for the path of the run. */
const struct object *named(const char *name)
{
    char full[256] = "";
    const char *mark = strchr(name, '%');
    (void)snprintf(full, sizeof full, "%.*s%s%s",
                   mark ? (int)(mark - name) : (int)strlen(name), name,
                   mark ? path : "", mark ? mark + 1 : "");
    for (int i = 0; i < world()->object_count; i++)
        if (strcmp(world()->objects[i].name, full) == 0)
            return &world()->objects[i];
    cr_assert_fail("no object is called %s", full);
    return NULL;
}

int64_t fact(const char *name, const char *key)
{
    return object_fact(named(name), key, 0);
}

/* How the first process that sleeps in this call waits. */
struct wait wait_in(const char *call)
{
    struct wait wait;
    for (int p = 0; p < world()->process_count; p++) {
        const struct process *process = &world()->processes[p];
        for (int t = 0; t < process->thread_count; t++) {
            const struct call_info *info = call_at(process->threads[t].call);
            if (info && strcmp(info->name, call) == 0 &&
                wait_of(world(), process, &process->threads[t], &wait))
                return wait;
        }
    }
    cr_assert_fail("nobody sleeps in %s", call);
    return (struct wait){ 0 };
}

bool wakes(const struct wait *wait, int pid, bool holds)
{
    for (int i = 0; i < wait->waker_count; i++)
        if (wait->wakers[i].pid == pid && wait->wakers[i].holds == holds)
            return true;
    return false;
}

void assert_joined(const char *left, const char *right)
{
    cr_assert_eq(named(left)->peer, named(right)->id, "%s has peer %d", left,
                 named(left)->peer);
    cr_assert_eq(named(right)->peer, named(left)->id, "%s has peer %d", right,
                 named(right)->peer);
}

void assert_holds(const char *name, int64_t fill, int64_t capacity)
{
    cr_assert_eq(named(name)->fill, fill, "%s holds %ld, not %ld", name,
                 (long)named(name)->fill, (long)fill);
    cr_assert_eq(named(name)->capacity, capacity, "%s has capacity %ld", name,
                 (long)named(name)->capacity);
}

void expect_verdict(enum quiet_verdict verdict)
{
    cr_assert_eq(wait_verdict(world()), verdict, "verdict %d",
                 wait_verdict(world()));
}
