/* still.c - asking about a scene at rest. */
#include "still.h"

#include <criterion/criterion.h>

#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

void assert_verdict(const struct play *play, enum quiet_verdict verdict)
{
    enum quiet_verdict found = wait_verdict(trace_world(play->trace));
    cr_assert_eq(found, verdict, "verdict %d", found);
}

void play_still(struct play *play, const char *scene,
                enum quiet_verdict verdict)
{
    play_scene(play, scene);
    cr_assert_eq(play_on(play), TRACE_QUIET, "%s", play_output(play));
    assert_verdict(play, verdict);
}

void play_elsewhere(struct play *play, const char *scene)
{
    static char *argv[6] = { "unshare", "--map-root-user", "--ipc" };
    if (system("unshare --map-root-user --ipc true 2>/dev/null") != 0)
        cr_skip("user namespaces are not allowed here");
    play_prepare(play, scene);
    argv[3] = play->argv[0];
    argv[4] = play->argv[1];
    play->options.argv = argv;
    play->options.execs_before = 1;
    play->trace = trace_start(&play->options);
    cr_assert_not_null(play->trace);
    (void)close(play->input[0]);
    cr_assert_eq(play_on(play), TRACE_QUIET);
}

struct wait play_wait(const struct play *play, int index)
{
    struct wait wait;
    const struct world *world = trace_world(play->trace);
    cr_assert_lt(index, world->process_count);
    const struct process *process = &world->processes[index];
    cr_assert(wait_of(world, process, process->threads, &wait));
    return wait;
}

const struct object *play_object(const struct play *play, enum object_kind kind,
                                 int which)
{
    const struct world *world = trace_world(play->trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == kind && --which == 0)
            return &world->objects[i];
    cr_assert_fail("no %s", object_kind_name(kind));
    return NULL;
}

void assert_fact(const struct object *object, const char *key, int64_t value)
{
    cr_assert_eq(object_fact(object, key, -1), value, "%s of %s", key,
                 object->facts);
}

void assert_cause(struct play *play, enum cause_kind kind)
{
    cr_assert_eq(play_cause(play)->kind, kind, "the cause is said to be %s",
                 cause_kind_name(play->cause.kind));
    char *because = cause_because(trace_world(play->trace), &play->cause);
    cr_assert(because && *because);
    free(because);
}

key_t still_key(int which)
{
    return (which << 24) | ((int)getpid() & 0xffffff);
}

const char *still_queue_name(char which)
{
    static char name[64];
    (void)snprintf(name, sizeof name, "/observe-%d-%c", (int)getpid(), which);
    return name;
}

void still_remove(void)
{
    for (int which = 1; which <= 2; which++) {
        key_t key = still_key(which);
        (void)msgctl(msgget(key, 0), IPC_RMID, NULL);
        (void)semctl(semget(key, 0, 0), 0, IPC_RMID);
        (void)shmctl(shmget(key, 0, 0), IPC_RMID, NULL);
        (void)mq_unlink(still_queue_name((char)('a' + which - 1)));
    }
}

bool ask_ipcs(const char *option, int id, char *text, size_t size)
{
    char command[64];
    (void)snprintf(command, sizeof command, "ipcs %s -i %d 2>&1", option, id);
    FILE *pipe = popen(command, "re");
    size_t length = pipe ? fread(text, 1, size - 1, pipe) : 0;
    text[length] = '\0';
    return pipe && pclose(pipe) == 0;
}
