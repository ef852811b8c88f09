/* world_forget.c - collected processes and objects that nobody has. */
#include "observe/world_forget.h"

#include <err.h>
#include <stdlib.h>

#define FIRST_TIME (2 * WORLD_KEPT + 2)

bool world_forget_is_due(const struct world *world, const struct event *event)
{
    bool many =
        world->process_count >
            (world->forget_processes ? world->forget_processes : FIRST_TIME) ||
        world->object_count >
            (world->forget_objects ? world->forget_objects : FIRST_TIME);
    return many && (event->kind == EVENT_ENTER || event->kind == EVENT_AWAKE);
}

static int next_time(int left)
{
    return left < WORLD_KEPT ? FIRST_TIME : 2 * left;
}

/* ---- processes ---- */

/* The first one stays: it is the run. */
static void forget_processes(struct world *world)
{
    int reaped = 0, kept = 1;
    for (int i = 1; i < world->process_count; i++)
        reaped += world->processes[i].state == PROCESS_REAPED;
    for (int i = 1; i < world->process_count; i++) {
        struct process *process = &world->processes[i];
        if (process->state == PROCESS_REAPED && reaped-- > WORLD_KEPT) {
            world_process_clear(process);
            world->processes_forgotten++;
        } else {
            world->processes[kept++] = *process;
        }
    }
    world->process_count = kept;
    world->forget_processes = next_time(kept);
}

/* ---- objects ---- */

static void mark(const struct world *world, bool *wanted, int id)
{
    const struct object *object = world_object(world, id);
    if (object)
        wanted[object - world->objects] = true;
}

static void mark_process(const struct world *world, bool *wanted,
                         const struct process *process)
{
    for (int fd = 0; fd < process->descriptor_limit; fd++)
        if (process->descriptors[fd].object)
            mark(world, wanted, process->descriptors[fd].object);
    for (int i = 0; i < process->mapping_count; i++)
        mark(world, wanted, process->mappings[i].object);
    for (int t = 0; t < process->thread_count; t++)
        mark(world, wanted, process->threads[t].object);
}

/* Whoever knows its name or its number can come to it. */
static bool can_be_found(const struct object *object)
{
    bool named = object->kind == OBJECT_FIFO || object->kind == OBJECT_QUEUE ||
                 object->kind == OBJECT_MSGQ || object->kind == OBJECT_SEMSET ||
                 object->kind == OBJECT_SEGMENT ||
                 object->kind == OBJECT_MEMORY ||
                 object->kind == OBJECT_TERMINAL;
    return (named && !object->removed) || (object->kind == OBJECT_SOCKET &&
                                           object_fact(object, "listening", 0));
}

/* Descriptors on their way in a message are held by nobody, and may be of any
 * object. */
static bool some_travel(const struct world *world)
{
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == OBJECT_SOCKET &&
            object_fact(&world->objects[i], "rights", 0) > 0)
            return true;
    return false;
}

/* By index: must it stay? What is joined to one that stays, or lies in it, or
 * has it in it, stays too. */
static void mark_all(const struct world *world, bool *wanted)
{
    for (int i = 0; i < world->process_count; i++)
        if (process_alive(&world->processes[i]))
            mark_process(world, wanted, &world->processes[i]);
    for (int i = 0; i < world->object_count; i++)
        wanted[i] |= can_be_found(&world->objects[i]);
    for (int i = 0; i < world->object_count; i++) {
        const struct object *object = &world->objects[i];
        const struct object *parent = world_object(world, object->parent);
        if (parent && wanted[parent - world->objects])
            wanted[i] = true;
        if (wanted[i] && object->peer)
            mark(world, wanted, object->peer);
        if (wanted[i] && parent)
            mark(world, wanted, object->parent);
    }
}

static void forget_objects(struct world *world)
{
    int kept = 0, newest = world->last_object - WORLD_KEPT;
    bool *wanted = calloc((size_t)world->object_count + 1, sizeof *wanted);
    if (!wanted)
        err(1, "calloc");
    mark_all(world, wanted);
    for (int i = 0; i < world->object_count; i++)
        if (wanted[i] || world->objects[i].id > newest)
            world->objects[kept++] = world->objects[i];
        else
            world_object_clear(&world->objects[i]);
    world->object_count = kept;
    free(wanted);
}

void world_forget(struct world *world)
{
    forget_processes(world);
    if (!some_travel(world))
        forget_objects(world);
    world->forget_objects = next_time(world->object_count);
}
