/* world.c - applies events to a world, one small function per kind. */
#include "observe/world.h"

#include "observe/calls.h"
#include "observe/world_forget.h"
#include "observe/world_queue.h"
#include "observe/world_signal.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

static void *grow(void *array, int count, size_t size)
{
    void *larger = realloc(array, (size_t)count * size);
    if (!larger)
        err(1, "realloc");
    return larger;
}

static char *copy_text(const char *text)
{
    char *copy = text ? strdup(text) : NULL;
    if (text && !copy)
        err(1, "strdup");
    return copy;
}

static void replace_text(char **slot, const char *text)
{
    char *copy = copy_text(text);
    free(*slot);
    *slot = copy;
}

/* ---- looking up ---- */

struct process *world_process(const struct world *world, int pid)
{
    for (int i = world->process_count - 1; i >= 0; i--)
        if (world->processes[i].pid == pid)
            return &world->processes[i];
    return NULL;
}

struct object *world_object(const struct world *world, int id)
{
    int low = 0, high = world->object_count;
    if (id > 0 && id <= high && world->objects[id - 1].id == id)
        return &world->objects[id - 1]; /* nothing was forgotten yet */
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (world->objects[middle].id == id)
            return &world->objects[middle];
        if (world->objects[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct thread *world_thread(const struct process *process, int tid)
{
    for (int i = 0; i < process->thread_count; i++)
        if (process->threads[i].tid == tid)
            return &process->threads[i];
    return NULL;
}

struct descriptor *world_descriptor(const struct process *process, int fd)
{
    if (fd < 0 || fd >= process->descriptor_limit ||
        process->descriptors[fd].object == 0)
        return NULL;
    return &process->descriptors[fd];
}

bool process_alive(const struct process *process)
{
    return process->state <= PROCESS_EXITING;
}

struct mapping *world_mapping(const struct process *process, uint64_t address)
{
    for (int i = 0; i < process->mapping_count; i++)
        if (address - process->mappings[i].address <
            process->mappings[i].length)
            return &process->mappings[i];
    return NULL;
}

int64_t object_fact(const struct object *object, const char *key,
                    int64_t absent)
{
    size_t length = strlen(key);
    for (const char *at = object->facts; at && *at;) {
        if (strncmp(at, key, length) == 0 && at[length] == '=')
            return strtoll(at + length + 1, NULL, 10);
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    return absent;
}

bool process_has(const struct process *process, int object, int access)
{
    for (int fd = 0; fd < process->descriptor_limit; fd++)
        if (process->descriptors[fd].object == object &&
            (process->descriptors[fd].access & access))
            return true;
    for (int i = 0; i < process->mapping_count; i++)
        if (process->mappings[i].object == object)
            return true;
    return false;
}

int world_holders(const struct world *world, int object, int access)
{
    int holders = 0;
    for (int i = 0; i < world->process_count; i++)
        holders += process_alive(&world->processes[i]) &&
                   process_has(&world->processes[i], object, access);
    return holders;
}

/* ---- processes and threads ---- */

static void thread_add(struct process *process, int tid)
{
    process->threads = grow(process->threads, process->thread_count + 1,
                            sizeof *process->threads);
    process->threads[process->thread_count++] =
        (struct thread){ .tid = tid, .call = -1, .fd = -1, .timeout_ms = -1 };
}

static void thread_remove(struct process *process, int tid)
{
    struct thread *thread = world_thread(process, tid);
    if (!thread)
        return;
    free(thread->watched);
    struct thread *end = &process->threads[--process->thread_count];
    memmove(thread, thread + 1, (size_t)((char *)end - (char *)thread));
}

static void threads_clear(struct process *process)
{
    for (int i = 0; i < process->thread_count; i++)
        free(process->threads[i].watched);
    process->thread_count = 0;
}

static void descriptors_clear(struct process *process)
{
    free(process->descriptors);
    process->descriptors = NULL;
    process->descriptor_limit = 0;
}

static void mappings_clear(struct process *process)
{
    free(process->mappings);
    process->mappings = NULL;
    process->mapping_count = 0;
}

/* Whoever looks for an end goes through all these rows. */
static void descriptors_trim(struct process *process)
{
    while (process->descriptor_limit > 0 &&
           process->descriptors[process->descriptor_limit - 1].object == 0)
        process->descriptor_limit--;
}

static struct process *process_add(struct world *world, int pid)
{
    world->processes = grow(world->processes, world->process_count + 1,
                            sizeof *world->processes);
    struct process *process = &world->processes[world->process_count++];
    *process = (struct process){ .pid = pid, .own_program = true };
    thread_add(process, pid);
    return process;
}

static void set_command(struct process *process, const char *command)
{
    if (!command)
        return;
    replace_text(&process->command, command);
    char *first = copy_text(command);
    first[strcspn(first, " ")] = '\0';
    char *slash = strrchr(first, '/');
    replace_text(&process->role, slash && slash[1] ? slash + 1 : first);
    free(first);
}

static void apply_start(struct world *world, const struct event *event)
{
    struct process *process = process_add(world, event->pid);
    process->parent = event->other;
    process->own_program = !(event->value & ORIGIN_OTHER_PROGRAM);
    process->beside_others = event->value & ORIGIN_BESIDE_OTHERS;
    set_command(process, event->text);
    world->verdict = 0;
}

static void apply_fork(struct world *world, const struct event *event)
{
    (void)process_add(world, event->other); /* may move the array */
    struct process *child = &world->processes[world->process_count - 1];
    struct process *parent = world_process(world, event->pid);
    child->parent = event->pid;
    child->forked_at = event->place;
    if (!parent)
        return;
    set_command(child, parent->command);
    child->own_program = parent->own_program;
    child->beside_others = parent->beside_others;
    world->verdict = 0;
    child->descriptor_limit = parent->descriptor_limit;
    if (parent->descriptor_limit > 0) {
        size_t size =
            (size_t)parent->descriptor_limit * sizeof *parent->descriptors;
        child->descriptors = grow(NULL, 1, size);
        memcpy(child->descriptors, parent->descriptors, size);
    }
    if (parent->mapping_count > 0) {
        size_t size = (size_t)parent->mapping_count * sizeof *parent->mappings;
        child->mapping_count = parent->mapping_count;
        child->mappings = grow(NULL, 1, size);
        memcpy(child->mappings, parent->mappings, size);
    }
    world_queue_fork(world, event->pid, event->other);
    if (event->value == FORK_VFORK)
        parent->vfork_child = event->other;
}

static void vfork_released(struct world *world, int child)
{
    for (int i = 0; i < world->process_count; i++)
        if (world->processes[i].vfork_child == child)
            world->processes[i].vfork_child = 0;
}

static void apply_exec(struct world *world, struct process *process,
                       const struct event *event)
{
    vfork_released(world, process->pid);
    set_command(process, event->text);
    process->own_program = false;
    world_clocks_keep(process);
    threads_clear(process);
    mappings_clear(process);
    thread_add(process, process->pid);
    for (int fd = 0; fd < process->descriptor_limit; fd++)
        if (process->descriptors[fd].access & ACCESS_CLOEXEC)
            process->descriptors[fd] = (struct descriptor){ 0 };
    descriptors_trim(process);
}

static void apply_gone(struct world *world, struct process *process,
                       const struct event *event)
{
    vfork_released(world, process->pid);
    world_queue_gone(world, process->pid);
    process->state = PROCESS_ZOMBIE;
    process->wait_status = (int)event->result;
    threads_clear(process);
    descriptors_clear(process);
    mappings_clear(process);
    /* The children of a process that is gone belong to the run's init. */
    for (int i = 0; i < world->process_count; i++)
        if (world->processes[i].parent == process->pid &&
            world->processes[i].state != PROCESS_REAPED)
            world->processes[i].parent = 0;
    if (!world_process(world, process->parent))
        process->state = PROCESS_REAPED;
}

static void apply_reap(struct world *world, const struct event *event)
{
    struct process *child = world_process(world, event->other);
    if (child)
        child->state = PROCESS_REAPED;
}

/* ---- descriptors and objects ---- */

static void apply_open(struct process *process, const struct event *event)
{
    if (event->fd < 0)
        return;
    if (event->fd >= process->descriptor_limit) {
        int limit = event->fd + 8;
        process->descriptors =
            grow(process->descriptors, limit, sizeof *process->descriptors);
        for (int fd = process->descriptor_limit; fd < limit; fd++)
            process->descriptors[fd] = (struct descriptor){ 0 };
        process->descriptor_limit = limit;
    }
    process->descriptors[event->fd] =
        (struct descriptor){ .object = event->object,
                             .access = event->value,
                             .opened_by = event->pid,
                             .opened_at = event->place };
}

static void apply_close(struct process *process, const struct event *event)
{
    if (event->fd >= 0 && event->fd < process->descriptor_limit)
        process->descriptors[event->fd] = (struct descriptor){ 0 };
    descriptors_trim(process);
}

static void apply_object(struct world *world, const struct event *event)
{
    bool known = event->value > OBJECT_NONE && event->value < OBJECT_KINDS;
    if (event->object != world->last_object + 1)
        return; /* ids are given in order; anything else is a bad record */
    world->last_object++;
    world->made[known ? event->value : OBJECT_NONE]++;
    world->objects =
        grow(world->objects, world->object_count + 1, sizeof *world->objects);
    struct object *object = &world->objects[world->object_count++];
    *object = (struct object){ .id = event->object,
                               .kind = (enum object_kind)event->value,
                               .inode = (uint64_t)event->arguments[0],
                               .before = event->arguments[1] != 0,
                               .outside = event->arguments[1] != 0,
                               .capacity = event->arguments[2],
                               .parent = (int)event->arguments[3],
                               .offset = (uint64_t)event->arguments[4],
                               .name = copy_text(event->text),
                               .device = (uint64_t)event->arguments[5],
                               .created_by = event->pid,
                               .created_at = event->place };
}

static void apply_fill(struct world *world, const struct event *event)
{
    struct object *object = world_object(world, event->object);
    if (!object)
        return;
    object->fill = event->result;
    object->capacity = event->value;
    object->owner = event->other;
    if (event->text)
        replace_text(&object->facts, event->text);
    world_queue_fill(world, object);
}

static void apply_peer(struct world *world, const struct event *event)
{
    struct object *object = world_object(world, event->object);
    if (object)
        object->peer = event->other;
}

static void apply_name(struct world *world, const struct event *event)
{
    struct object *object = world_object(world, event->object);
    if (object && event->text)
        replace_text(&object->name, event->text);
}

static void apply_removed(struct world *world, const struct event *event)
{
    struct object *object = world_object(world, event->object);
    if (object)
        object->removed = true;
}

/* ---- memory ---- */

static void apply_unmap(struct process *process, const struct event *event)
{
    struct mapping *mapping =
        world_mapping(process, (uint64_t)event->arguments[0]);
    if (mapping)
        *mapping = process->mappings[--process->mapping_count];
}

/* A mapping over another one takes its place. */
static void apply_map(struct process *process, const struct event *event)
{
    apply_unmap(process, event);
    process->mappings = grow(process->mappings, process->mapping_count + 1,
                             sizeof *process->mappings);
    process->mappings[process->mapping_count++] =
        (struct mapping){ .object = event->object,
                          .address = (uint64_t)event->arguments[0],
                          .length = (uint64_t)event->arguments[1],
                          .offset = (uint64_t)event->arguments[2],
                          .access = event->value };
}

static void apply_signals(struct process *process, const struct event *event)
{
    struct thread *thread = world_thread(process, event->tid);
    if (thread) {
        thread->blocked = (uint64_t)event->arguments[0];
        thread->pending = (uint64_t)event->arguments[1];
    }
    process->pending = (uint64_t)event->arguments[2];
    process->caught = (uint64_t)event->arguments[3];
    process->ignored = (uint64_t)event->arguments[4];
}

/* ---- calls ---- */

static void apply_enter(struct world *world, struct process *process,
                        const struct event *event)
{
    struct thread *thread = world_thread(process, event->tid);
    world->verdict = 0;
    if (!thread || event->brief)
        return;
    thread->call = event->call;
    memcpy(thread->arguments, event->arguments, sizeof thread->arguments);
    thread->fd = event->fd;
    thread->object = event->object;
    thread->timeout_ms = event->value;
    replace_text(&thread->watched, event->text);
    thread->since = event->number;
    thread->since_us = event->time_us;
    thread->place = event->place;
    thread->asleep = false;
    world_queue_enter(world, event);
}

/* What a call moves is what is in it more or less. The fill of all other kinds
 * is asked for. */
static bool is_stream(const struct object *object)
{
    return object->kind == OBJECT_PIPE || object->kind == OBJECT_FIFO ||
           object->kind == OBJECT_TERMINAL || object->kind == OBJECT_OTHER;
}

static void apply_leave(struct world *world, struct process *process,
                        const struct event *event)
{
    struct thread *thread = world_thread(process, event->tid);
    if (!thread)
        return;
    const struct call_info *info = call_at(event->call);
    struct object *object = world_object(world, event->object);
    if (object && is_stream(object) && info && event->result > 0) {
        if (info->role == ROLE_READ) {
            object->fill -= event->result;
            object->moved_out += event->result;
        } else if (info->role == ROLE_WRITE) {
            object->fill += event->result;
            object->moved_in += event->result;
        }
        /* A read may be seen to return before the write that fed it. */
        if (object->fill < 0 && object->before)
            object->fill = 0;
    }
    world_queue_leave(world, thread, event);
    if (info && info->role == ROLE_TIMER && event->result >= 0)
        world_clock_set(process, event);
    if (info && info->role == ROLE_KILL && event->result >= 0)
        world_signal_sent(world, event);
    thread->call = -1;
    thread->fd = -1;
    thread->object = 0;
    thread->asleep = false;
    world->verdict = 0;
}

/* A sleeper that was not stopped at the entry of its call brings along what
 * /proc says of it; text is then the name of the call. */
static void apply_asleep(struct process *process, const struct event *event)
{
    struct thread *thread = world_thread(process, event->tid);
    if (!thread)
        return;
    thread->asleep = true;
    if (event->text) {
        thread->call = event->call;
        memcpy(thread->arguments, event->arguments, sizeof thread->arguments);
        thread->timeout_ms = event->value;
        thread->fd = event->fd;
        thread->object = event->object;
        replace_text(&thread->watched, event->text);
        thread->since = event->number;
        thread->since_us = event->time_us;
    }
    if (event->place.file)
        thread->place = event->place;
}

/* It was seen to have moved, nobody knows how. */
static void apply_awake(struct world *world, struct process *process,
                        const struct event *event)
{
    struct thread *thread = world_thread(process, event->tid);
    world->verdict = 0;
    if (!thread)
        return;
    thread->asleep = false;
    thread->call = -1;
    thread->fd = -1;
    thread->object = 0;
    thread->place = (struct place){ 0 };
}

/* Found out about a process, not done by it. */
static bool is_found(enum event_kind kind)
{
    return kind == EVENT_OPEN || kind == EVENT_CLOSE || kind == EVENT_ASLEEP ||
           kind == EVENT_MAP || kind == EVENT_UNMAP || kind == EVENT_SIGNALS;
}

/* Whoever does anything has woken up. */
static void woken(struct process *process, const struct event *event)
{
    struct thread *thread = world_thread(process, event->tid);
    if (!thread || !thread->asleep || is_found(event->kind) ||
        event->kind == EVENT_STOP || event->kind == EVENT_SIGNAL)
        return;
    thread->asleep = false;
    if (event->kind != EVENT_LEAVE)
        thread->call = -1;
}

static void apply_outside(struct world *world, const struct event *event)
{
    struct process *process =
        event->object ? NULL : world_process(world, event->pid);
    if (process)
        process->outside = event->value;
    struct object *object = world_object(world, event->object);
    if (object)
        object->outside = event->value != 0;
}

static void apply_to_process(struct world *world, struct process *process,
                             const struct event *event)
{
    woken(process, event);
    if (!is_found(event->kind))
        process->stopped = event->kind == EVENT_STOP;
    switch (event->kind) {
    case EVENT_THREAD: thread_add(process, event->other); break;
    case EVENT_THREAD_GONE: thread_remove(process, event->tid); break;
    case EVENT_AWAKE: apply_awake(world, process, event); break;
    case EVENT_EXEC: apply_exec(world, process, event); break;
    case EVENT_EXIT: process->state = PROCESS_EXITING; break;
    case EVENT_GONE: apply_gone(world, process, event); break;
    case EVENT_ENTER: apply_enter(world, process, event); break;
    case EVENT_LEAVE: apply_leave(world, process, event); break;
    case EVENT_OPEN: apply_open(process, event); break;
    case EVENT_CLOSE: apply_close(process, event); break;
    case EVENT_SIGNAL: world_signal_taken(world, process, event); break;
    case EVENT_ASLEEP: apply_asleep(process, event); break;
    case EVENT_MAP: apply_map(process, event); break;
    case EVENT_UNMAP: apply_unmap(process, event); break;
    case EVENT_SIGNALS: apply_signals(process, event); break;
    default: break;
    }
}

/* What is in a socket is also what its other end has sent. */
static void touch(const struct world *world, const struct event *event)
{
    struct object *object = world_object(world, event->object);
    struct object *peer = object ? world_object(world, object->peer) : NULL;
    if (object)
        object->touched = event->number;
    if (peer)
        peer->touched = event->number;
}

void world_apply(struct world *world, const struct event *event)
{
    struct process *process = NULL;
    if (world_forget_is_due(world, event))
        world_forget(world);
    world->time_us = event->time_us;
    world->applied = event->number;
    switch (event->kind) {
    case EVENT_START: apply_start(world, event); break;
    case EVENT_FORK: apply_fork(world, event); break;
    case EVENT_REAP: apply_reap(world, event); break;
    case EVENT_OBJECT: apply_object(world, event); break;
    case EVENT_FILL: apply_fill(world, event); break;
    case EVENT_OUTSIDE: apply_outside(world, event); break;
    case EVENT_PEER: apply_peer(world, event); break;
    case EVENT_NAME: apply_name(world, event); break;
    case EVENT_REMOVED: apply_removed(world, event); break;
    case EVENT_QUIET: world->verdict = event->value; break;
    default:
        process = world_process(world, event->pid);
        if (process)
            apply_to_process(world, process, event);
    }
    if (event->object)
        touch(world, event);
}

void world_at(struct world *world, const struct log *log, size_t count)
{
    if (world->applied > count)
        world_clear(world);
    while (world->applied < count && world->applied < log->count)
        world_apply(world, log_at(log, world->applied));
}

void world_process_clear(struct process *process)
{
    threads_clear(process);
    free(process->threads);
    descriptors_clear(process);
    mappings_clear(process);
    free(process->command);
    free(process->role);
    free(process->clocks);
    free(process->counts);
}

void world_object_clear(struct object *object)
{
    free(object->name);
    free(object->facts);
    world_queue_clear(object);
}

void world_clear(struct world *world)
{
    for (int i = 0; i < world->process_count; i++)
        world_process_clear(&world->processes[i]);
    for (int i = 0; i < world->object_count; i++)
        world_object_clear(&world->objects[i]);
    free(world->processes);
    free(world->objects);
    *world = (struct world){ 0 };
}
