/* world.c - the world is a pure function of the log. */
#include "observe/world.h"

#include "observe/calls.h"

#include <criterion/criterion.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static struct log story;
static struct world world;

static struct event *tell(enum event_kind kind, int pid, int other)
{
    struct event event = event_make(kind, pid);
    event.other = other;
    return log_append(&story, &event);
}

static void tell_start(int pid, const char *command)
{
    tell(EVENT_START, pid, 0)->text = strdup(command);
}

static void tell_object(int id, enum object_kind kind, const char *name)
{
    struct event *event = tell(EVENT_OBJECT, 10, 0);
    event->object = id;
    event->value = kind;
    event->arguments[2] = 4096;
    event->text = strdup(name);
}

static void tell_open(int pid, int fd, int object, int access)
{
    struct event *event = tell(EVENT_OPEN, pid, 0);
    event->fd = fd;
    event->object = object;
    event->value = access;
}

static void tell_call(enum event_kind kind, int pid, const char *call,
                      int object, int64_t result)
{
    struct event *event = tell(kind, pid, 0);
    event->call = call_by_name(call);
    event->object = object;
    event->fd = 0;
    event->result = result;
}

static void apply(void)
{
    world_at(&world, &story, story.count);
}

static void forget(void)
{
    world_clear(&world);
    log_clear(&story);
}

TestSuite(world, .fini = forget);

/* A run with a bit of everything. */
static void tell_all(void)
{
    tell_start(10, "/bin/pipes 1.1 hello");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_open(10, 3, 1, ACCESS_READ);
    tell_open(10, 4, 1, ACCESS_WRITE | ACCESS_CLOEXEC);
    tell(EVENT_FORK, 10, 11)->value = FORK_VFORK;
    tell_call(EVENT_ENTER, 11, "read", 1, 0);
    tell(EVENT_ASLEEP, 11, 0)->call = call_by_name("read");
    tell(EVENT_THREAD, 10, 12);
    tell_call(EVENT_ENTER, 10, "write", 1, 0);
    tell_call(EVENT_LEAVE, 10, "write", 1, 5);
    tell_call(EVENT_LEAVE, 11, "read", 1, 2);
    tell(EVENT_EXEC, 11, 0)->text = strdup("/usr/bin/wc -l");
    tell(EVENT_CLOSE, 10, 0)->fd = 3;
    tell(EVENT_SIGNAL, 10, 0)->value = SIGINT;
    tell(EVENT_STOP, 10, 0)->value = SIGSTOP;
    tell(EVENT_FILL, 0, 0)->object = 1;
    tell(EVENT_OUTSIDE, 0, 0)->object = 1;
    tell(EVENT_EXIT, 11, 0);
    tell(EVENT_GONE, 11, 0)->result = 256;
    tell(EVENT_QUIET, 0, 0)->value = 1;
    tell(EVENT_NOTE, 0, 0)->text = strdup("a note");
    tell(EVENT_REAP, 10, 11);
    tell(EVENT_GONE, 10, 0);
}

static void assert_same_process(const struct process *one,
                                const struct process *two)
{
    cr_assert_eq(one->pid, two->pid);
    cr_assert_eq(one->parent, two->parent);
    cr_assert_eq(one->state, two->state);
    cr_assert_eq(one->wait_status, two->wait_status);
    cr_assert_eq(one->own_program, two->own_program);
    cr_assert_eq(one->stopped, two->stopped);
    cr_assert_eq(one->vfork_child, two->vfork_child);
    cr_assert_str_eq(one->role, two->role);
    cr_assert_eq(one->thread_count, two->thread_count);
    for (int i = 0; i < one->thread_count; i++) {
        cr_assert_eq(one->threads[i].call, two->threads[i].call);
        cr_assert_eq(one->threads[i].asleep, two->threads[i].asleep);
        cr_assert_eq(one->threads[i].since, two->threads[i].since);
    }
    cr_assert_eq(one->descriptor_limit, two->descriptor_limit);
    for (int fd = 0; fd < one->descriptor_limit; fd++) {
        cr_assert_eq(one->descriptors[fd].object, two->descriptors[fd].object);
        cr_assert_eq(one->descriptors[fd].access, two->descriptors[fd].access);
    }
}

static void assert_same_world(const struct world *one, const struct world *two)
{
    cr_assert_eq(one->applied, two->applied);
    cr_assert_eq(one->verdict, two->verdict);
    cr_assert_eq(one->process_count, two->process_count);
    for (int i = 0; i < one->process_count; i++)
        assert_same_process(&one->processes[i], &two->processes[i]);
    cr_assert_eq(one->object_count, two->object_count);
    for (int i = 0; i < one->object_count; i++) {
        cr_assert_eq(one->objects[i].fill, two->objects[i].fill);
        cr_assert_eq(one->objects[i].outside, two->objects[i].outside);
        cr_assert_eq(one->objects[i].moved_in, two->objects[i].moved_in);
    }
}

Test(world, forward_and_back_equal_a_fresh_one)
{
    tell_all();
    for (size_t from = 0; from <= story.count; from++)
        for (size_t to = 0; to <= story.count; to++) {
            struct world fresh = { 0 };
            world_at(&world, &story, from);
            world_at(&world, &story, to);
            world_at(&fresh, &story, to);
            assert_same_world(&world, &fresh);
            world_clear(&fresh);
        }
}

Test(world, beyond_the_end_is_the_end)
{
    tell_all();
    world_at(&world, &story, story.count + 100);
    cr_assert_eq(world.applied, story.count);
    world_at(&world, &story, 0);
    cr_assert_eq(world.process_count, 0);
}

Test(world, fork_copies_descriptors_and_they_part)
{
    tell_start(10, "a");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_open(10, 3, 1, ACCESS_READ);
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell(EVENT_FORK, 10, 11);
    tell(EVENT_CLOSE, 10, 0)->fd = 3;
    apply();
    const struct process *parent = world_process(&world, 10);
    const struct process *child = world_process(&world, 11);
    cr_assert_null(world_descriptor(parent, 3));
    cr_assert_eq(world_descriptor(child, 3)->object, 1);
    cr_assert_eq(world_descriptor(child, 4)->opened_by, 10);
    cr_assert_eq(child->parent, 10);
    cr_assert_eq(world_holders(&world, 1, ACCESS_READ), 1);
    cr_assert_eq(world_holders(&world, 1, ACCESS_WRITE), 2);
    cr_assert_eq(world_holders(&world, 1, ACCESS_READ | ACCESS_WRITE), 2);
}

Test(world, exec_drops_close_on_exec_and_other_threads)
{
    tell_start(10, "/home/me/pipes 1.3");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_open(10, 3, 1, ACCESS_READ | ACCESS_CLOEXEC);
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell(EVENT_THREAD, 10, 12);
    tell(EVENT_EXEC, 10, 0)->text = strdup("/usr/bin/wc -l");
    apply();
    const struct process *process = world_process(&world, 10);
    cr_assert_null(world_descriptor(process, 3));
    cr_assert_not_null(world_descriptor(process, 4));
    cr_assert_eq(process->thread_count, 1);
    cr_assert_null(world_thread(process, 12));
    cr_assert_str_eq(process->role, "wc");
    cr_assert_str_eq(process->command, "/usr/bin/wc -l");
    cr_assert_not(process->own_program);
}

Test(world, close_closes_one_number_only)
{
    tell_start(10, "a");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell_open(10, 1, 1, ACCESS_WRITE);
    tell(EVENT_CLOSE, 10, 0)->fd = 4;
    tell(EVENT_CLOSE, 10, 0)->fd = 4;
    tell(EVENT_CLOSE, 10, 0)->fd = 4000;
    tell(EVENT_CLOSE, 10, 0)->fd = -1;
    apply();
    const struct process *process = world_process(&world, 10);
    cr_assert_null(world_descriptor(process, 4));
    cr_assert_eq(world_descriptor(process, 1)->object, 1);
    cr_assert_null(world_descriptor(process, 4000));
    cr_assert_null(world_descriptor(process, -1));
    cr_assert_eq(world_holders(&world, 1, ACCESS_WRITE), 1);
    cr_assert_eq(process->descriptor_limit, 2, "no rows behind the last one");
    tell_open(10, 4, 1, ACCESS_WRITE);
    apply();
    cr_assert_null(world_descriptor(world_process(&world, 10), 3));
    cr_assert_eq(world_holders(&world, 1, ACCESS_WRITE), 1);
    cr_assert_eq(world_descriptor(world_process(&world, 10), 4)->object, 1);
}

Test(world, a_process_dies_waits_and_is_reaped)
{
    tell_start(10, "a");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_open(10, 4, 1, ACCESS_WRITE);
    tell(EVENT_FORK, 10, 11);
    tell(EVENT_EXIT, 11, 0)->result = 0x700;
    apply();
    const struct process *child = world_process(&world, 11);
    cr_assert(process_alive(child));
    cr_assert_eq(world_holders(&world, 1, ACCESS_WRITE), 2);
    tell(EVENT_GONE, 11, 0)->result = 0x700;
    apply();
    child = world_process(&world, 11);
    cr_assert_eq(child->state, PROCESS_ZOMBIE);
    cr_assert_eq(child->wait_status, 0x700);
    cr_assert_not(process_alive(child));
    cr_assert_eq(world_holders(&world, 1, ACCESS_WRITE), 1);
    tell(EVENT_REAP, 10, 11);
    apply();
    cr_assert_eq(world_process(&world, 11)->state, PROCESS_REAPED);
}

Test(world, orphans_have_no_parent_and_no_zombie)
{
    tell_start(10, "a");
    tell(EVENT_FORK, 10, 11);
    tell(EVENT_FORK, 11, 12);
    tell(EVENT_GONE, 11, 0);
    apply();
    cr_assert_eq(world_process(&world, 12)->parent, 0);
    cr_assert_eq(world_process(&world, 11)->state, PROCESS_ZOMBIE);
    tell(EVENT_GONE, 12, 0); /* init of the run collects it */
    apply();
    cr_assert_eq(world_process(&world, 12)->state, PROCESS_REAPED);
}

Test(world, a_pid_used_twice_is_two_processes)
{
    tell_start(10, "a");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell(EVENT_FORK, 10, 11);
    tell_open(11, 4, 1, ACCESS_WRITE);
    tell(EVENT_GONE, 11, 0)->result = 256;
    tell(EVENT_REAP, 10, 11);
    tell(EVENT_FORK, 10, 11);
    apply();
    cr_assert_eq(world.process_count, 3);
    cr_assert(process_alive(world_process(&world, 11)));
    cr_assert_null(world_descriptor(world_process(&world, 11), 4));
    tell(EVENT_GONE, 11, 0)->result = 512;
    apply();
    cr_assert_eq(world.processes[1].wait_status, 256);
    cr_assert_eq(world.processes[1].state, PROCESS_REAPED);
    cr_assert_eq(world.processes[2].wait_status, 512);
    cr_assert_eq(world.processes[2].state, PROCESS_ZOMBIE);
}

Test(world, bytes_in_a_pipe_are_counted)
{
    tell_start(10, "a");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_call(EVENT_ENTER, 10, "write", 1, 0);
    tell_call(EVENT_LEAVE, 10, "write", 1, 100);
    tell_call(EVENT_LEAVE, 10, "read", 1, 30);
    tell_call(EVENT_LEAVE, 10, "read", 1, -4);
    tell_call(EVENT_LEAVE, 10, "write", 1, -32);
    apply();
    const struct object *pipe = world_object(&world, 1);
    cr_assert_eq(pipe->fill, 70);
    cr_assert_eq(pipe->capacity, 4096);
    cr_assert_eq(pipe->moved_in, 100);
    cr_assert_eq(pipe->moved_out, 30);
    struct event *fill = tell(EVENT_FILL, 0, 0);
    fill->object = 1;
    fill->result = 12;
    fill->value = 8192;
    apply();
    cr_assert_eq(world_object(&world, 1)->fill, 12);
    cr_assert_eq(world_object(&world, 1)->capacity, 8192);
}

Test(world, a_sleeper_wakes_when_it_does_anything)
{
    tell_start(10, "a");
    tell_object(1, OBJECT_PIPE, "pipe 1");
    tell_call(EVENT_ENTER, 10, "read", 1, 0);
    tell(EVENT_ASLEEP, 10, 0);
    apply();
    const struct thread *thread = world_thread(world_process(&world, 10), 10);
    cr_assert(thread->asleep);
    cr_assert_eq(thread->call, call_by_name("read"));
    cr_assert_eq(thread->object, 1);
    tell_call(EVENT_LEAVE, 10, "read", 1, 0);
    apply();
    thread = world_thread(world_process(&world, 10), 10);
    cr_assert_not(thread->asleep);
    cr_assert_eq(thread->call, -1);
}

Test(world, brief_calls_are_over_at_once)
{
    tell_start(10, "a");
    tell_call(EVENT_ENTER, 10, "write", 0, 0);
    log_at(&story, story.count - 1)->brief = true;
    apply();
    cr_assert_eq(world_process(&world, 10)->threads[0].call, -1);
}

Test(world, vfork_holds_the_parent_until_exec_or_end)
{
    for (int kind = EVENT_EXEC; kind <= EVENT_GONE; kind += 2) {
        tell_start(10, "a");
        tell(EVENT_FORK, 10, 11)->value = FORK_VFORK;
        apply();
        cr_assert_eq(world_process(&world, 10)->vfork_child, 11);
        tell((enum event_kind)kind, 11, 0);
        apply();
        cr_assert_eq(world_process(&world, 10)->vfork_child, 0);
        forget();
    }
}

Test(world, unknown_pids_and_objects_change_nothing)
{
    tell_start(10, "a");
    apply();
    for (int kind = EVENT_EXEC; kind < EVENT_KINDS; kind++) {
        struct event *event = tell((enum event_kind)kind, 99, 98);
        event->object = 97;
        event->fd = 3;
        event->call = call_by_name("read");
    }
    apply();
    cr_assert_eq(world.process_count, 1);
    cr_assert_eq(world.object_count, 0);
    cr_assert_eq(world_process(&world, 10)->state, PROCESS_ALIVE);
    cr_assert_null(world_process(&world, 99));
    cr_assert_null(world_object(&world, 0));
    cr_assert_null(world_object(&world, -1));
}
