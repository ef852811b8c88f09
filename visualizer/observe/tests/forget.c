/* forget.c - a long run: what can matter is kept, the rest does not pile up.
 *
 * The story is told twice: as a log made here, event by event, and as a program
 * under the tracer.
 */
#include "observe/world_forget.h"

#include "play.h"

#include "observe/calls.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(forget, .timeout = 60);

#define LIVES 5000
#define FIRST 10 /* the process that makes all others */

static struct log story;
static struct world world;
static int last_id;

/* The text goes to the log with its event: later ones are kept on disk. */
static struct event *tell_text(enum event_kind kind, int pid, int other,
                               const char *text)
{
    struct event event = event_make(kind, pid);
    event.other = other;
    event.text = text ? strdup(text) : NULL;
    return log_append(&story, &event);
}

static struct event *tell(enum event_kind kind, int pid, int other)
{
    return tell_text(kind, pid, other, NULL);
}

static int tell_object(enum object_kind kind, const char *name)
{
    struct event *event = tell_text(EVENT_OBJECT, FIRST, 0, name);
    event->object = ++last_id;
    event->value = kind;
    event->arguments[0] = 1000 + last_id;
    return last_id;
}

static void tell_open(int pid, int fd, int object)
{
    struct event *event = tell(EVENT_OPEN, pid, 0);
    event->fd = fd;
    event->object = object;
    event->value = ACCESS_READ | ACCESS_WRITE;
}

static void tell_close(int pid, int fd)
{
    tell(EVENT_CLOSE, pid, 0)->fd = fd;
}

static void tell_fill(int object, const char *facts)
{
    tell_text(EVENT_FILL, 0, 0, facts)->object = object;
}

/* A child that ends and is collected, and a pipe that is made and closed. */
static void tell_lives(int first_pid)
{
    for (int i = 0; i < LIVES; i++) {
        tell(EVENT_FORK, FIRST, first_pid + i);
        tell_open(FIRST, 9, tell_object(OBJECT_PIPE, "a short life"));
        tell_close(FIRST, 9);
        tell(EVENT_GONE, first_pid + i, 0)->result = 7 << 8;
        tell(EVENT_REAP, FIRST, first_pid + i);
        tell(EVENT_ENTER, FIRST, 0)->call = call_by_name("read");
        tell(EVENT_LEAVE, FIRST, 0)->call = call_by_name("read");
    }
}

static void begin(void)
{
    (void)tell_text(EVENT_START, FIRST, 0, "server");
}

static void end(void)
{
    world_clear(&world);
    log_clear(&story);
    last_id = 0;
}

TestSuite(forgetting, .init = begin, .fini = end, .timeout = 60);

Test(forgetting, keeps_a_bounded_number)
{
    tell_lives(100);
    world_at(&world, &story, story.count);
    cr_assert_lt(world.process_count, 3 * WORLD_KEPT);
    cr_assert_lt(world.object_count, 3 * WORLD_KEPT);
    cr_assert_eq(world.process_count + world.processes_forgotten, LIVES + 1);
    cr_assert_eq(world.last_object, LIVES);
    cr_assert_eq(world.made[OBJECT_PIPE], LIVES);
    cr_assert_eq(world.processes[0].pid, FIRST);
}

Test(forgetting, keeps_the_newest)
{
    tell_lives(100);
    world_at(&world, &story, story.count);
    for (int i = LIVES - WORLD_KEPT; i < LIVES; i++) {
        const struct process *child = world_process(&world, 100 + i);
        const struct object *pipe = world_object(&world, i + 1);
        cr_assert(child && child->wait_status == 7 << 8, "child %d", i);
        cr_assert(pipe && pipe->inode == (uint64_t)(1001 + i), "pipe %d", i);
    }
    cr_assert_null(world_process(&world, 100));
    cr_assert_null(world_object(&world, 1));
    cr_assert_null(world_object(&world, LIVES + 1));
}

Test(forgetting, keeps_zombies_and_what_they_left_open)
{
    int held = tell_object(OBJECT_PIPE, "held");
    tell_open(FIRST, 3, held);
    tell(EVENT_FORK, FIRST, 50); /* has it too, lives on */
    tell(EVENT_FORK, FIRST, 51);
    tell(EVENT_GONE, 51, 0);
    tell_close(FIRST, 3);
    tell_lives(100);
    world_at(&world, &story, story.count);
    cr_assert_eq(world_process(&world, 51)->state, PROCESS_ZOMBIE);
    cr_assert_eq(world_object(&world, held)->inode, 1000u + (unsigned)held);
    cr_assert_eq(world_holders(&world, held, ACCESS_WRITE), 1);
}

Test(forgetting, keeps_what_has_a_name_and_what_is_joined)
{
    int queue = tell_object(OBJECT_QUEUE, "/jobs");
    int gone = tell_object(OBJECT_QUEUE, "/gone");
    int memory = tell_object(OBJECT_MEMORY, "/table");
    int word = tell_object(OBJECT_MUTEX, "mutex in /table");
    int left = tell_object(OBJECT_SOCKET, "left");
    int right = tell_object(OBJECT_SOCKET, "right");
    int lonely = tell_object(OBJECT_SOCKET, "lonely");
    log_at(&story, (size_t)word)->arguments[3] = memory; /* its parent */
    tell(EVENT_REMOVED, FIRST, 0)->object = gone;
    tell_open(FIRST, 3, left);
    struct event *joined = tell(EVENT_PEER, 0, right);
    joined->object = left;
    tell_lives(100);
    world_at(&world, &story, story.count);
    cr_assert_str_eq(world_object(&world, queue)->name, "/jobs");
    cr_assert_str_eq(world_object(&world, word)->name, "mutex in /table");
    cr_assert_str_eq(world_object(&world, right)->name, "right");
    cr_assert_null(world_object(&world, gone));
    cr_assert_null(world_object(&world, lonely));
}

/* Nobody has it open while it is on its way. */
Test(forgetting, keeps_all_while_descriptors_travel)
{
    int travels = tell_object(OBJECT_PIPE, "on its way");
    int carrier = tell_object(OBJECT_SOCKET, "carrier");
    tell_open(FIRST, 3, carrier);
    tell_fill(carrier, "rights=1");
    tell_lives(100);
    world_at(&world, &story, story.count);
    cr_assert_not_null(world_object(&world, travels));
    tell_fill(carrier, "rights=0");
    tell_lives(100 + LIVES);
    world_at(&world, &story, story.count);
    cr_assert_null(world_object(&world, travels));
}

Test(forgetting, gives_the_same_world_however_it_is_reached)
{
    tell_lives(100);
    struct world direct = { 0 };
    world_at(&direct, &story, story.count - 5000);
    world_at(&world, &story, story.count);
    world_at(&world, &story, story.count - 5000);
    cr_assert_eq(world.process_count, direct.process_count);
    cr_assert_eq(world.object_count, direct.object_count);
    for (int i = 0; i < world.object_count; i++)
        cr_assert_eq(world.objects[i].id, direct.objects[i].id);
    world_clear(&direct);
}

Test(forget, a_program_that_has_lived_long_is_proven_stuck)
{
    struct play play;
    play_scene(&play, "after-a-long-life");
    cr_assert_eq(play_on(&play), TRACE_QUIET);
    cr_assert_eq(play_cause(&play)->kind, CAUSE_OWN_WRITE_END);
    const struct world *now = trace_world(play.trace);
    cr_assert_lt(now->process_count, 3 * WORLD_KEPT);
    cr_assert_eq(now->process_count + now->processes_forgotten, 3001);
    cr_assert_geq(now->made[OBJECT_PIPE], 3002); /* ours may be among them */
    play_close(&play);
}
