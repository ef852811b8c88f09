/* queue.c - POSIX message queues: what the world says is what the scene made. */
#include "still.h"

#include <criterion/criterion.h>

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(queue, .timeout = 60, .init = still_remove, .fini = still_remove);

static const struct object *queue_in(const struct play *play, char which)
{
    const struct world *world = trace_world(play->trace);
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == OBJECT_QUEUE &&
            strcmp(world->objects[i].name, still_queue_name(which)) == 0)
            return &world->objects[i];
    cr_assert_fail("no queue %s", still_queue_name(which));
    return NULL;
}

static void assert_holds(const struct object *queue, int64_t messages)
{
    cr_assert_eq(queue->fill, messages, "%ld messages", (long)queue->fill);
    cr_assert_eq(queue->capacity, 4);
    cr_assert_eq(object_fact(queue, "msgsize", -1), 32, "%s", queue->facts);
    cr_assert_eq(queue->message_count, messages);
    cr_assert_not(queue->unsure);
}

/* ---- states ---- */

Test(queue, messages_in_order_of_priority)
{
    struct play play;
    play_still(&play, "queue-part-full", QUIET_STUCK);
    const struct object *queue = queue_in(&play, 'a');
    assert_holds(queue, 3);
    cr_assert_eq(object_fact(queue, "bytes", -1), 3 + 7 + 6);
    cr_assert_eq(queue->messages[0].type, 3);
    cr_assert_eq(queue->messages[0].length, 6);
    cr_assert_eq(queue->messages[1].length, 3); /* before "too low" */
    cr_assert_eq(queue->messages[2].length, 7);
    cr_assert_eq(queue->messages[2].sender, trace_root(play.trace));
    cr_assert_not(queue->outside);
    play_close(&play);
}

static void assert_alone(const char *scene, enum wait_kind kind,
                         int64_t messages)
{
    struct play play;
    play_still(&play, scene, QUIET_STUCK);
    const struct object *queue = queue_in(&play, 'a');
    assert_holds(queue, messages);
    struct wait wait = play_wait(&play, 0);
    cr_assert_eq(wait.kind, kind);
    cr_assert_eq(wait.object, queue->id);
    cr_assert_eq(wait.waker_count, 0);
    play_close(&play);
}

Test(queue, writer_waits_at_a_full_one)
{
    assert_alone("queue-full-writer", WAIT_SPACE, 4);
}

Test(queue, reader_waits_at_an_empty_one)
{
    assert_alone("queue-empty-reader", WAIT_MESSAGE, 0);
}

Test(queue, opened_twice_is_one_object)
{
    struct play play;
    play_still(&play, "queue-opened-twice", QUIET_STUCK);
    const struct object *queue = queue_in(&play, 'a');
    struct wait parent = play_wait(&play, 0), child = play_wait(&play, 1);
    cr_assert_eq(parent.object, queue->id);
    cr_assert_eq(child.object, queue->id);
    /* The child may not send: its descriptor is for reading only. */
    cr_assert_eq(parent.waker_count, 1);
    cr_assert_not(parent.wakers[0].holds);
    cr_assert_eq(child.wakers[0].pid, parent.pid);
    cr_assert(child.wakers[0].holds);
    assert_cause(&play, CAUSE_NO_MESSAGE);
    play_close(&play);
}

Test(queue, unlinked_while_in_use)
{
    struct play play;
    play_still(&play, "queue-unlinked", QUIET_STUCK);
    assert_holds(queue_in(&play, 'a'), 1);
    cr_assert(queue_in(&play, 'a')->removed);
    cr_assert_eq(mq_open(still_queue_name('a'), O_RDONLY), -1);
    play_close(&play);
}

Test(queue, asks_to_be_told)
{
    struct play play;
    play_still(&play, "queue-notified", QUIET_STUCK);
    cr_assert_eq(object_fact(queue_in(&play, 'a'), "notify", -1),
                 trace_root(play.trace), "%s", queue_in(&play, 'a')->facts);
    play_close(&play);
}

/* The mirror of what notices are asked of: nobody's times change unasked. */
Test(queue, looking_leaves_no_trace)
{
    struct play play;
    struct stat before, after;
    char path[64];
    play_still(&play, "queue-part-full", QUIET_STUCK);
    int fd = 0;
    const struct process *process = trace_world(play.trace)->processes;
    while (!world_descriptor(process, fd) ||
           world_descriptor(process, fd)->object != queue_in(&play, 'a')->id)
        fd++;
    (void)snprintf(path, sizeof path, "/proc/%d/fd/%d",
                   trace_outer_pid(play.trace, trace_root(play.trace)), fd);
    cr_assert_eq(stat(path, &before), 0);
    for (int i = 0; i < 3; i++)
        cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(stat(path, &after), 0);
    cr_assert_eq(before.st_atim.tv_nsec, after.st_atim.tv_nsec);
    cr_assert_eq(before.st_ctim.tv_nsec, after.st_ctim.tv_nsec);
    play_close(&play);
}

Test(queue, payload_and_priority)
{
    struct play play;
    play_scene(&play, "queue-to-itself");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "5 5");
    int seen = 0;
    for (size_t i = 0; i < trace_log(play.trace)->count; i++) {
        const struct event *event = log_at(trace_log(play.trace), i);
        const struct call_info *info = call_at(event->call);
        if (!info || strncmp(info->name, "mq_timed", 8) != 0 ||
            event->payload_length == 0)
            continue;
        seen++;
        cr_assert_eq(event->payload_length, 5);
        cr_assert_eq(memcmp(event->payload, "hello", 5), 0);
        bool told = (info->role == ROLE_SEND) == (event->kind == EVENT_ENTER);
        cr_assert_eq(told, event->text != NULL);
        if (told)
            cr_assert_str_eq(event->text, "priority=5");
    }
    cr_assert_eq(seen, 2 + 1); /* sent, entry and return; received */
    play_close(&play);
}

/* ---- stuck ---- */

Test(queue, both_full)
{
    struct play play;
    play_still(&play, "queue-both-full", QUIET_STUCK);
    assert_holds(queue_in(&play, 'a'), 4);
    assert_holds(queue_in(&play, 'b'), 4);
    for (int i = 0; i < 2; i++) {
        struct wait wait = play_wait(&play, i), other = play_wait(&play, !i);
        cr_assert_eq(wait.kind, WAIT_SPACE);
        cr_assert_eq(wait.waker_count, 1);
        cr_assert_eq(wait.wakers[0].pid, other.pid);
        cr_assert(wait.wakers[0].holds);
    }
    assert_cause(&play, CAUSE_BOTH_FULL);
    play_close(&play);
}

Test(queue, both_empty)
{
    struct play play;
    play_still(&play, "queue-both-empty", QUIET_STUCK);
    cr_assert_eq(play_wait(&play, 0).object, queue_in(&play, 'b')->id);
    cr_assert_eq(play_wait(&play, 1).object, queue_in(&play, 'a')->id);
    assert_cause(&play, CAUSE_NO_MESSAGE);
    play_close(&play);
}

Test(queue, polled)
{
    struct play play;
    play_still(&play, "queue-polled", QUIET_STUCK);
    struct wait wait = play_wait(&play, 0);
    cr_assert_eq(wait.wakers[0].pid, play_wait(&play, 1).pid);
    cr_assert_eq(wait.wakers[0].object, queue_in(&play, 'a')->id);
    play_close(&play);
}

/* ---- looks stuck, and is not ---- */

/* Whoever sends makes the kernel send the signal that is waited for. */
Test(queue, notice_from_one_that_waits_outside)
{
    struct play play;
    play_still(&play, "queue-notice-to-come", QUIET_WAITING);
    struct wait wait = play_wait(&play, 0);
    cr_assert_eq(wait.kind, WAIT_SIGNAL);
    cr_assert_eq(wait.wakers[0].pid, trace_world(play.trace)->processes[1].pid);
    cr_assert_eq(wait.wakers[0].object, queue_in(&play, 'a')->id);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    cr_assert_neq(play_on(&play), TRACE_MOVING);
    cr_assert_eq(play_root_status(&play), 0);
    play_close(&play);
}

Test(queue, deadline_ends_the_wait)
{
    struct play play;
    play_still(&play, "queue-deadline", QUIET_WAITING);
    cr_assert(play_wait(&play, 0).finite);
    play_close(&play);
}

Test(queue, nonblocking_never_waits)
{
    struct play play;
    play_scene(&play, "queue-nonblocking");
    cr_assert_eq(play_on(&play), TRACE_ENDED);
    cr_assert_str_eq(play_output(&play), "EAGAIN");
    play_close(&play);
}

Test(queue, sender_that_waits_outside)
{
    struct play play;
    play_still(&play, "queue-sender-waits-outside", QUIET_WAITING);
    cr_assert_eq(write(play.input[1], "x", 1), 1);
    cr_assert_neq(play_on(&play), TRACE_MOVING);
    cr_assert_eq(play_root_status(&play), 0);
    play_close(&play);
}

/* As long as the test has it open, it might send. */
Test(queue, somebody_outside_has_it_open)
{
    struct play play;
    struct mq_attr attributes = { .mq_maxmsg = 4, .mq_msgsize = 32 };
    mqd_t ours =
        mq_open(still_queue_name('a'), O_RDWR | O_CREAT, 0600, &attributes);
    cr_assert_neq(ours, -1);
    play_still(&play, "queue-made-outside", QUIET_WAITING);
    cr_assert(queue_in(&play, 'a')->outside);
    cr_assert_eq(mq_close(ours), 0);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_not(queue_in(&play, 'a')->outside);
    assert_verdict(&play, QUIET_STUCK);
    play_close(&play);
}

/* What came from outside is counted, and not said to be known. */
Test(queue, messages_from_outside_make_it_unsure)
{
    struct play play;
    play_still(&play, "queue-part-full", QUIET_STUCK);
    mqd_t ours = mq_open(still_queue_name('a'), O_WRONLY);
    cr_assert_eq(mq_send(ours, "from outside", 12, 9), 0);
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    const struct object *queue = queue_in(&play, 'a');
    cr_assert_eq(queue->fill, 4);
    cr_assert(queue->unsure);
    cr_assert_eq(object_fact(queue, "bytes", -1), -1, "%s", queue->facts);
    (void)mq_close(ours);
    play_close(&play);
}

/* ---- beside the kernel's own file ---- */

Test(queue, agrees_with_the_file_of_the_queue)
{
    struct play play;
    char text[160] = "";
    long bytes = -1;
    play_still(&play, "queue-part-full", QUIET_STUCK);
    mqd_t ours = mq_open(still_queue_name('a'), O_RDONLY);
    cr_assert_gt(read(ours, text, sizeof text - 1), 0);
    cr_assert_eq(sscanf(text, "QSIZE:%ld", &bytes), 1, "%s", text);
    cr_assert_eq(object_fact(queue_in(&play, 'a'), "bytes", -1), bytes);
    (void)mq_close(ours);
    play_close(&play);
}
