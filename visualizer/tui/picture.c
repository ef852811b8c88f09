/* picture.c - the process tree and the objects of one moment. */
#include "tui/picture.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 24
#define NAME_COLUMNS_MAX 34

static void *room_for(int count, size_t size)
{
    void *array = calloc((size_t)count + 1, size);
    if (!array)
        err(1, "calloc");
    return array;
}

static int least(int one, int two)
{
    return one < two ? one : two;
}

/* ---- the tree ---- */

struct tree {
    struct picture *picture;
    const struct world *world;
    int *parent; /* by index of process: that of its parent, or -1 */
    bool *done;  /* ... stands in a row already */
    bool *kept;  /* ... is not left out */
};

static int index_of(const struct world *world, int pid)
{
    const struct process *process = world_process(world, pid);
    return process ? (int)(process - world->processes) : -1;
}

static int next_child(const struct tree *tree, int parent, int after)
{
    for (int i = after + 1; i < tree->world->process_count; i++)
        if (!tree->done[i] && tree->kept[i] && tree->parent[i] == parent)
            return i;
    return -1;
}

static void add_row(struct picture *picture, struct tree_row row)
{
    if (picture->row_count == picture->row_room) {
        picture->row_room = picture->row_room ? 2 * picture->row_room : 32;
        picture->rows = realloc(picture->rows, (size_t)picture->row_room *
                                                   sizeof *picture->rows);
        if (!picture->rows)
            err(1, "realloc");
    }
    picture->rows[picture->row_count++] = row;
}

static void add_process(struct tree *tree, int index, int depth,
                        unsigned long passes)
{
    const struct process *process = &tree->world->processes[index];
    int child = next_child(tree, index, -1);
    struct tree_row row = { .process = process,
                            .depth = depth,
                            .passes = passes };
    tree->done[index] = true;
    if (process->thread_count > 0)
        row.thread = &process->threads[0];
    add_row(tree->picture, row);
    if (depth < DEPTH_MAX)
        depth++;
    row.extra = true;
    row.depth = depth;
    for (int t = 1; t < process->thread_count; t++) {
        bool more = t + 1 < process->thread_count || child >= 0;
        row.thread = &process->threads[t];
        row.passes = more ? passes | 1UL << depth : passes & ~(1UL << depth);
        add_row(tree->picture, row);
    }
    while (child >= 0) {
        int next = next_child(tree, index, child);
        add_process(tree, child, depth,
                    next >= 0 ? passes | 1UL << depth
                              : passes & ~(1UL << depth));
        child = next;
    }
}

static void make_tree(struct picture *picture, bool with_ended)
{
    const struct world *world = &picture->run->world;
    struct tree tree = { .picture = picture, .world = world };
    tree.parent = room_for(world->process_count, sizeof *tree.parent);
    tree.done = room_for(world->process_count, sizeof *tree.done);
    tree.kept = room_for(world->process_count, sizeof *tree.kept);
    picture->row_count = picture->hidden = 0;
    for (int i = 0; i < world->process_count; i++) {
        tree.parent[i] = index_of(world, world->processes[i].parent);
        tree.kept[i] =
            with_ended || i == 0 || world->processes[i].state != PROCESS_REAPED;
        picture->hidden += !tree.kept[i];
    }
    /* First those whose parent is not here, then whoever is left over. */
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < world->process_count; i++)
            if (!tree.done[i] && tree.kept[i] && (pass || tree.parent[i] < 0))
                add_process(&tree, i, 0, 0);
    free(tree.parent);
    free(tree.done);
    free(tree.kept);
}

static void measure_names(struct picture *picture)
{
    for (int i = 0; i < picture->row_count; i++) {
        const struct tree_row *row = &picture->rows[i];
        const char *role = row->process->role ? row->process->role : "?";
        int pid = row->thread ? row->thread->tid : row->process->pid;
        int columns = 3 * row->depth + snprintf(NULL, 0, "%d ", pid) +
                      (row->extra ? 6 : (int)strlen(role));
        if (columns > picture->name_columns)
            picture->name_columns = columns;
    }
    if (picture->name_columns > NAME_COLUMNS_MAX)
        picture->name_columns = NAME_COLUMNS_MAX;
}

/* ---- the objects ---- */

enum { HELD = 1, WAITED_FOR = 2, MAPPED = 4 };

static void note(const struct world *world, char *marks, int id, int mark)
{
    const struct object *object = world_object(world, id);
    if (object)
        marks[object - world->objects] |= (char)mark;
}

static void note_process(const struct world *world, char *marks,
                         const struct process *process)
{
    for (int fd = 0; fd < process->descriptor_limit; fd++)
        note(world, marks, process->descriptors[fd].object, HELD);
    for (int i = 0; i < process->mapping_count; i++)
        note(world, marks, process->mappings[i].object, HELD | MAPPED);
    for (int t = 0; t < process->thread_count; t++)
        if (process->threads[t].asleep)
            note(world, marks, process->threads[t].object, WAITED_FOR);
}

/* By index of object: does any process that lives have it, does a thread wait at
 * it? Found for all at once: asked for each, every descriptor would be looked at
 * for every object. */
static char *find_marks(const struct world *world)
{
    char *marks = room_for(world->object_count, sizeof *marks);
    for (int i = 0; i < world->process_count; i++)
        if (process_alive(&world->processes[i]))
            note_process(world, marks, &world->processes[i]);
    return marks;
}

/* Of words in memory those that somebody waits at or owns; of files those with a
 * lock; of what has a name what is still there. */
static bool is_thing(const struct world *world, const struct object *object,
                     int marks)
{
    const struct object *parent = world_object(world, object->parent);
    switch (object->kind) {
    case OBJECT_QUEUE:
    case OBJECT_MSGQ:
    case OBJECT_SEMSET:
    case OBJECT_SEGMENT: return marks || !object->removed;
    case OBJECT_SEMAPHORE: return marks || (parent && parent->name);
    case OBJECT_MUTEX:
    case OBJECT_CONDITION:
    case OBJECT_FUTEX: return marks || object->owner;
    case OBJECT_FILE: return object_fact(object, "locks", 0) > 0;
    case OBJECT_MEMORY:
        return marks & MAPPED || (marks && !object->before) ||
               (object->name && object->name[0] == '/' &&
                !strchr(object->name + 1, '/') && !object->removed);
    case OBJECT_EVENTFD:
    case OBJECT_TIMERFD:
    case OBJECT_SIGNALFD:
    case OBJECT_EPOLL:
    case OBJECT_PIDFD: return marks != 0;
    default: return false;
    }
}

static void add_object(int *ids, int *count, int *columns,
                       const struct object *object)
{
    int width = object->name ? (int)strlen(object->name) : 1;
    ids[(*count)++] = object->id;
    if (width > *columns)
        *columns = width;
}

static void find_objects(struct picture *picture)
{
    const struct world *world = &picture->run->world;
    char *marks = find_marks(world);
    int count = world->object_count, most = picture->columns / 4,
        wide = picture->columns / 3;
    picture->objects = room_for(count, sizeof(int));
    picture->sockets = room_for(count, sizeof(int));
    picture->things = room_for(count, sizeof(int));
    for (int i = 0; i < count; i++) {
        const struct object *object = &world->objects[i];
        if (object->kind == OBJECT_SOCKET && marks[i])
            add_object(picture->sockets, &picture->socket_count,
                       &picture->socket_columns, object);
        else if ((object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO) &&
                 marks[i])
            add_object(picture->objects, &picture->object_count,
                       &picture->object_columns, object);
    }
    for (int waited = 1; waited >= 0; waited--)
        for (int i = 0; i < count; i++)
            if (is_thing(world, &world->objects[i], marks[i]) &&
                waited == ((marks[i] & WAITED_FOR) != 0))
                add_object(picture->things, &picture->thing_count,
                           &picture->thing_columns, &world->objects[i]);
    free(marks);
    picture->object_columns = least(picture->object_columns, most);
    picture->socket_columns = least(picture->socket_columns, wide);
    picture->thing_columns = least(picture->thing_columns, wide);
}

void picture_make(struct picture *picture, const struct run *run, int room)
{
    picture->run = run;
    for (int i = 0; i < run->world.process_count; i++)
        if (process_alive(&run->world.processes[i]))
            picture->alive++;
        else
            picture->ended++;
    make_tree(picture, true);
    if (picture->row_count > room)
        make_tree(picture, false);
    measure_names(picture);
    find_objects(picture);
    if (run->world.verdict == QUIET_STUCK)
        (void)cause_find(&run->world, run->log, &picture->cause);
}

bool picture_in_circle(const struct picture *picture, int pid)
{
    for (int i = 0; i < picture->cause.circle_count; i++)
        if (picture->cause.circle[i].pid == pid)
            return true;
    return false;
}

bool picture_circle_has(const struct picture *picture, int object)
{
    for (int i = 0; i < picture->cause.circle_count; i++)
        if (picture->cause.circle[i].object == object)
            return true;
    return false;
}

void picture_clear(struct picture *picture)
{
    free(picture->rows);
    free(picture->objects);
    free(picture->sockets);
    free(picture->things);
    *picture = (struct picture){ 0 };
}
