/* sysv.c - System V queues and memory: the world is what the scene made, and
 * what ipcs prints. */
#include "still.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <unistd.h>

TestSuite(sysv, .timeout = 60, .init = still_remove, .fini = still_remove);

/* ---- queues ---- */

Test(sysv, messages_in_order_of_arrival)
{
    struct play play;
    play_still(&play, "msgq-part-full", QUIET_STUCK);
    const struct object *queue = play_object(&play, OBJECT_MSGQ, 1);
    cr_assert_eq(queue->fill, 2);
    assert_fact(queue, "bytes", 4 + 5);
    assert_fact(queue, "maxbytes", 64);
    assert_fact(queue, "lspid", trace_root(play.trace));
    assert_fact(queue, "lrpid", trace_root(play.trace));
    assert_fact(queue, "id", msgget(still_key(1), 0));
    cr_assert_eq(queue->message_count, 2);
    cr_assert_eq(queue->messages[0].type, 5);
    cr_assert_eq(queue->messages[0].length, 4);
    cr_assert_eq(queue->messages[1].length, 5);
    cr_assert_not(queue->unsure);
    cr_assert_not(queue->before);
    play_close(&play);
}

Test(sysv, writer_waits_at_a_full_queue)
{
    struct play play;
    play_still(&play, "msgq-full-writer", QUIET_STUCK);
    const struct object *queue = play_object(&play, OBJECT_MSGQ, 1);
    cr_assert_eq(play_wait(&play, 0).kind, WAIT_SPACE);
    cr_assert_eq(play_wait(&play, 0).object, queue->id);
    cr_assert_eq(play_wait(&play, 0).waker_count, 0);
    cr_assert_eq(queue->fill, 4);
    assert_fact(queue, "bytes", 64);
    play_close(&play);
}

Test(sysv, reader_waits_at_an_empty_queue)
{
    struct play play;
    play_still(&play, "msgq-empty-reader", QUIET_STUCK);
    cr_assert_eq(play_wait(&play, 0).kind, WAIT_MESSAGE);
    cr_assert_eq(play_object(&play, OBJECT_MSGQ, 1)->fill, 0);
    assert_cause(&play, CAUSE_NO_MESSAGE);
    play_close(&play);
}

Test(sysv, both_queues_full)
{
    struct play play;
    play_still(&play, "msgq-both-full", QUIET_STUCK);
    for (int i = 0; i < 2; i++) {
        struct wait wait = play_wait(&play, i);
        cr_assert_eq(wait.kind, WAIT_SPACE);
        cr_assert_eq(wait.waker_count, 1);
        cr_assert_eq(wait.wakers[0].pid, play_wait(&play, !i).pid);
        cr_assert(wait.wakers[0].holds); /* knows the id from its parent */
    }
    assert_cause(&play, CAUSE_BOTH_FULL);
    play_close(&play);
}

Test(sysv, type_that_never_comes)
{
    struct play play;
    play_still(&play, "msgq-type-never-comes", QUIET_STUCK);
    const struct world *world = trace_world(play.trace);
    cr_assert_eq(play_object(&play, OBJECT_MSGQ, 1)->fill, 1);
    cr_assert_str_eq(world->processes[0].threads[0].watched, "type=7");
    cr_assert_str_eq(world->processes[1].threads[0].watched, "type=8");
    assert_cause(&play, CAUSE_NO_MESSAGE);
    play_close(&play);
}

Test(sysv, no_wait_never_waits)
{
    struct play play;
    play_scene(&play, "msgq-no-wait");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "ENOMSG");
    play_close(&play);
}

static void assert_made_outside(const char *scene)
{
    struct play play;
    char id[16];
    int queue = msgget(still_key(1), IPC_CREAT | 0600);
    (void)snprintf(id, sizeof id, "%d", queue);
    cr_assert_eq(setenv("SCENE_ID", id, 1), 0);
    play_still(&play, scene, QUIET_WAITING);
    const struct object *known = play_object(&play, OBJECT_MSGQ, 1);
    cr_assert_eq((int)known->inode, queue);
    cr_assert(known->before);
    cr_assert(known->outside);
    struct {
        long type;
        char text[2];
    } message = { 1, "x" };
    cr_assert_eq(msgsnd(queue, &message, 2, 0), 0);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    play_close(&play);
}

Test(sysv, queue_of_somebody_outside_by_key)
{
    assert_made_outside("msgq-made-outside");
}

Test(sysv, queue_of_somebody_outside_by_id)
{
    assert_made_outside("msgq-by-id");
}

Test(sysv, removal_wakes_whoever_waits)
{
    struct play play;
    play_still(&play, "msgq-removed", QUIET_WAITING);
    cr_assert_not(play_object(&play, OBJECT_MSGQ, 1)->removed);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert(play_object(&play, OBJECT_MSGQ, 1)->removed);
    cr_assert_eq(play_root_status(&play), 6 << 8);
    play_close(&play);
}

/* The run knows the queue; so does the test, which uses it last. */
Test(sysv, used_last_by_somebody_outside)
{
    struct play play;
    char text[32];
    play_still(&play, "msgq-both-full", QUIET_STUCK);
    int queue = msgget(still_key(1), 0);
    cr_assert_gt(msgrcv(queue, text, 16, 0, 0), 0);
    cr_assert_eq(play_on(&play), TRACE_QUIET); /* one more fitted in */
    assert_verdict(&play, QUIET_WAITING);
    cr_assert(play_object(&play, OBJECT_MSGQ, 1)->outside);
    play_close(&play);
}

/* ---- shared memory ---- */

Test(sysv, segment_and_who_has_it)
{
    struct play play;
    struct shmid_ds status;
    play_still(&play, "segment-attached", QUIET_STUCK);
    const struct object *segment = play_object(&play, OBJECT_SEGMENT, 1);
    const struct world *world = trace_world(play.trace);
    cr_assert_eq(shmctl((int)segment->inode, IPC_STAT, &status), 0);
    cr_assert_eq(segment->fill, (int64_t)status.shm_nattch);
    cr_assert_eq(segment->fill, 3); /* twice in the one, once in the other */
    assert_fact(segment, "size", 5000);
    assert_fact(segment, "cpid", trace_root(play.trace));
    cr_assert_eq(world->processes[0].mapping_count, 2);
    cr_assert_eq(world->processes[1].mapping_count, 1);
    const struct mapping *left = &world->processes[1].mappings[0];
    cr_assert_eq(left->object, segment->id);
    cr_assert_eq(left->access, ACCESS_READ);
    cr_assert_eq(left->length, 8192);
    cr_assert_eq(world_holders(world, segment->id, 0), 2);
    play_close(&play);
}

Test(sysv, segment_marked_for_removal)
{
    struct play play;
    play_still(&play, "segment-marked", QUIET_STUCK);
    const struct object *segment = play_object(&play, OBJECT_SEGMENT, 1);
    cr_assert(segment->removed);
    cr_assert_eq(segment->fill, 1);
    cr_assert_eq(world_holders(trace_world(play.trace), segment->id, 0), 1);
    play_close(&play);
}

/* ---- in a namespace of its own ---- */

/* Of a queue that was there before the run nothing can be said, but where
 * nobody else is in the namespace there is nobody outside. */
Test(sysv, nobody_else_is_in_the_namespace)
{
    struct play play;
    play_elsewhere(&play, "msgq-both-full");
    cr_assert_eq(play_object(&play, OBJECT_MSGQ, 1)->fill, 4);
    assert_cause(&play, CAUSE_BOTH_FULL);
    play_close(&play);
}

Test(sysv, queue_in_another_namespace)
{
    struct play play;
    play_elsewhere(&play, "queue-both-full");
    cr_assert_eq(play_object(&play, OBJECT_QUEUE, 2)->fill, 4);
    assert_cause(&play, CAUSE_BOTH_FULL);
    play_close(&play);
}

/* ---- beside ipcs ---- */

static int64_t figure(const char *text, const char *title)
{
    const char *at = strstr(text, title);
    cr_assert_not_null(at, "no %s in:\n%s", title, text);
    return strtoll(at + strlen(title), NULL, 10);
}

Test(sysv, queue_agrees_with_ipcs)
{
    struct play play;
    char text[4096];
    play_still(&play, "msgq-part-full", QUIET_STUCK);
    const struct object *queue = play_object(&play, OBJECT_MSGQ, 1);
    if (!ask_ipcs("-q", (int)queue->inode, text, sizeof text))
        cr_skip("no ipcs here");
    cr_assert_eq(queue->fill, figure(text, "qnum="));
    assert_fact(queue, "bytes", figure(text, "cbytes="));
    assert_fact(queue, "maxbytes", figure(text, "qbytes="));
    assert_fact(queue, "lspid", figure(text, "lspid="));
    assert_fact(queue, "lrpid", figure(text, "lrpid="));
    play_close(&play);
}

Test(sysv, segment_agrees_with_ipcs)
{
    struct play play;
    char text[4096];
    play_still(&play, "segment-attached", QUIET_STUCK);
    const struct object *segment = play_object(&play, OBJECT_SEGMENT, 1);
    if (!ask_ipcs("-m", (int)segment->inode, text, sizeof text))
        cr_skip("no ipcs here");
    cr_assert_eq(segment->fill, figure(text, "nattch="));
    assert_fact(segment, "size", figure(text, "bytes="));
    assert_fact(segment, "cpid", figure(text, "cpid="));
    assert_fact(segment, "lpid", figure(text, "lpid="));
    play_close(&play);
}
