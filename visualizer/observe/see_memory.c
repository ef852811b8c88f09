/* see_memory.c - memory that processes share. mmap(2), shm_overview(7)
 *
 *   mmap(MAP_SHARED) returns ─┐
 *   everything sleeps ────────┴► /proc/PID/maps ─► EVENT_OBJECT, _MAP, _UNMAP
 *
 * munmap, mremap and mprotect are not stopped at: the kernel's list is compared
 * with what the log knows.
 */
#include "observe/proc_maps.h"
#include "observe/see.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- objects ---- */

static int count_anonymous(const struct world *world)
{
    int count = 0;
    for (int i = 0; i < world->object_count; i++)
        count += world->objects[i].kind == OBJECT_MEMORY &&
                 strncmp(world->objects[i].name, "shared memory ", 14) == 0;
    return count;
}

static char *memory_name(const struct trace *trace,
                         const struct proc_mapping *mapping)
{
    char name[PROC_NAME], *text = NULL;
    if (proc_is_anonymous(mapping))
        return asprintf(&text, "shared memory %d",
                        count_anonymous(&trace->world) + 1) == -1
                   ? NULL
                   : text;
    memcpy(name, mapping->name, sizeof name);
    proc_memory_name(name);
    return strdup(name);
}

/* System V segments have their id for an inode. They are told of when they are
 * made; one that is not known was inherited. */
static bool is_segment(const struct proc_mapping *mapping)
{
    return strncmp(mapping->name, "/SYSV", 5) == 0;
}

static int object_of(struct trace *trace, const struct task *task,
                     const struct proc_mapping *mapping, struct place place)
{
    bool segment = is_segment(mapping);
    int known = segment ? see_known(trace, OBJECT_SEGMENT, mapping->inode)
                        : see_known_file(trace, OBJECT_MEMORY, mapping->device,
                                         mapping->inode);
    if (known)
        return known;
    struct event event = event_make(EVENT_OBJECT, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = segment ? OBJECT_SEGMENT : OBJECT_MEMORY;
    event.place = place;
    event.arguments[0] = (int64_t)mapping->inode;
    event.arguments[5] = segment ? 0 : (int64_t)mapping->device;
    event.text = segment ? NULL : memory_name(trace, mapping);
    return see_new_object(trace, &event);
}

/* ---- mappings ---- */

static bool of_interest(const struct proc_mapping *mapping)
{
    return mapping->name[0] == '/' && !trace_is_loader_name(mapping->name);
}

static bool is_as_told(const struct mapping *known,
                       const struct proc_mapping *mapping, int object)
{
    return known->object == object && known->address == mapping->address &&
           known->length == mapping->length &&
           known->offset == mapping->offset && known->access == mapping->access;
}

static bool still_there(const struct trace *trace, const struct mapping *known,
                        const struct proc_mapping *list, int count)
{
    const struct object *object = world_object(&trace->world, known->object);
    for (int i = 0; i < count; i++)
        if (list[i].inode == object->inode &&
            is_as_told(known, &list[i], known->object))
            return true;
    return false;
}

static void tell_unmapped(struct trace *trace, const struct task *task,
                          const struct proc_mapping *list, int count)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    for (int i = process ? process->mapping_count - 1 : -1; i >= 0; i--) {
        const struct mapping *known = &process->mappings[i];
        if (still_there(trace, known, list, count))
            continue;
        struct event event = event_make(EVENT_UNMAP, task->shown_pid);
        event.tid = task->shown_tid;
        event.object = known->object;
        event.arguments[0] = (int64_t)known->address;
        (void)trace_emit(trace, &event);
        process = world_process(&trace->world, task->shown_pid);
    }
}

static void tell_mapped(struct trace *trace, const struct task *task,
                        const struct proc_mapping *mapping, struct place place)
{
    int object = object_of(trace, task, mapping, place);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct mapping *known =
        process ? world_mapping(process, mapping->address) : NULL;
    if (known && is_as_told(known, mapping, object))
        return;
    struct event event = event_make(EVENT_MAP, task->shown_pid);
    event.tid = task->shown_tid;
    event.object = object;
    event.value = mapping->access;
    event.place = place;
    event.arguments[0] = (int64_t)mapping->address;
    event.arguments[1] = (int64_t)mapping->length;
    event.arguments[2] = (int64_t)mapping->offset;
    (void)trace_emit(trace, &event);
}

static void compare(struct trace *trace, struct task *task, struct place place)
{
    struct proc_mapping *list;
    int count = proc_shared_mappings(task->group, &list);
    if (count == -1)
        return;
    tell_unmapped(trace, task, list, count);
    for (int i = 0; i < count; i++)
        if (of_interest(&list[i]))
            tell_mapped(trace, task, &list[i], place);
    free(list);
}

void see_mappings(struct trace *trace, struct task *task)
{
    compare(trace, task, (struct place){ 0 });
}

struct task *see_mapped(struct trace *trace, int object, uint64_t offset,
                        uint64_t *address)
{
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        for (int m = 0; process_alive(process) && m < process->mapping_count;
             m++) {
            const struct mapping *mapping = &process->mappings[m];
            struct task *task = task_find_shown(trace, process->pid);
            if (mapping->object != object || !task ||
                offset - mapping->offset >= mapping->length)
                continue;
            *address = mapping->address + (offset - mapping->offset);
            return task;
        }
    }
    return NULL;
}

ssize_t trace_memory(struct trace *trace, int object, uint64_t offset,
                     void *buffer, size_t size)
{
    uint64_t address;
    struct task *task = see_mapped(trace, object, offset, &address);
    errno = ESRCH;
    return task ? proc_memory(task->group, address, buffer, size) : -1;
}

/* ---- state ---- */

/* Size and links, through a descriptor if somebody has one. */
static int status_of(struct trace *trace, const struct object *object,
                     const struct task *task, int fd, struct stat *status)
{
    char path[64];
    struct proc_mapping mapping;
    uint64_t address;
    if (fd >= 0) {
        (void)snprintf(path, sizeof path, "/proc/%d/fd/%d", task->group, fd);
        return stat(path, status);
    }
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        for (int m = 0; m < process->mapping_count; m++)
            if (process->mappings[m].object == object->id) {
                address = process->mappings[m].address;
                task = task_find_shown(trace, process->pid);
                if (task &&
                    proc_mapping_at(task->group, address, &mapping) == 0)
                    return proc_mapping_status(task->group, &mapping, status);
            }
    }
    return -1;
}

static bool is_in_shm(const struct object *object)
{
    return object->name[0] == '/' && !strchr(object->name + 1, '/');
}

static bool has_path(const struct object *object)
{
    return object->name && object->name[0] == '/';
}

/* A semaphore is made under another name than it is to have, and what has
 * several names may lose one of them. */
static void tell_name(struct trace *trace, int id, const struct task *task)
{
    const struct object *object = world_object(&trace->world, id);
    char name[PROC_NAME];
    if (!is_in_shm(object) ||
        !proc_shm_name(task->group, object->device, object->inode, name,
                       sizeof name) ||
        strcmp(name, object->name) == 0)
        return;
    struct event event = event_make(EVENT_NAME, 0);
    event.object = id;
    event.text = strdup(name);
    (void)trace_emit(trace, &event);
    see_semaphore_renamed(trace, id);
}

static void tell_removed(struct trace *trace, int id)
{
    struct event event = event_make(EVENT_REMOVED, 0);
    event.object = id;
    (void)trace_emit(trace, &event);
}

static int64_t extent(const struct world *world, int object)
{
    uint64_t most = 0;
    for (int i = 0; i < world->process_count; i++)
        for (int m = 0; m < world->processes[i].mapping_count; m++) {
            const struct mapping *mapping = &world->processes[i].mappings[m];
            if (mapping->object == object &&
                mapping->offset + mapping->length > most)
                most = mapping->offset + mapping->length;
        }
    return (int64_t)most;
}

/* fill = size in bytes. Returns the task that was asked; NULL if its file cannot
 * be looked at. */
static const struct task *ask_size(struct trace *trace, int id,
                                   struct stat *status)
{
    const struct object *object = world_object(&trace->world, id);
    uint64_t address;
    int fd;
    const struct task *task = see_holder(trace, id, &fd);
    if (!task ||
        (object->kind != OBJECT_MEMORY &&
         (object->kind != OBJECT_FILE || extent(&trace->world, id) == 0)))
        return NULL;
    if (status_of(trace, object, task, fd, status) == 0) {
        see_state(trace, object, status->st_size, 0, 0, NULL);
        return task;
    }
    /* Memory without a name is made as large as it is mapped. */
    if (object->fill == 0 && !has_path(object) &&
        see_mapped(trace, id, 0, &address))
        see_state(trace, object, extent(&trace->world, id), 0, 0, NULL);
    return NULL;
}

void see_memory_ask(struct trace *trace, const struct object *object)
{
    int id = object->id;
    struct stat status;
    const struct task *task = ask_size(trace, id, &status);
    if (!task || !has_path(object) || object->removed)
        return;
    if (status.st_nlink == 0)
        tell_removed(trace, id);
    else
        tell_name(trace, id, task);
    see_named_semaphore(trace, id);
}

void see_map_done(struct trace *trace, struct task *task, struct event *event)
{
    compare(trace, task, event->place);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct mapping *mapping =
        process ? world_mapping(process, (uint64_t)event->result) : NULL;
    /* Asked as long as its descriptor is open: later its size may be secret. */
    struct stat status;
    if (mapping)
        (void)ask_size(trace, mapping->object, &status);
}

/* ---- others ---- */

static bool is_slept_in(const struct world *world, int memory)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; process_alive(process) && t < process->thread_count;
             t++) {
            const struct thread *thread = &process->threads[t];
            const struct object *word = world_object(world, thread->object);
            if (thread->asleep && word && word->parent == memory)
                return true;
        }
    }
    return false;
}

/* Memory with a name can be had by anybody; what was made by mmap only by those
 * who inherit it. */
void see_memory_outside(struct trace *trace, int id, const pid_t *ours,
                        int count)
{
    const struct object *object = world_object(&trace->world, id);
    if ((object->kind != OBJECT_MEMORY && object->kind != OBJECT_FILE) ||
        !object->device || !object->name ||
        strncmp(object->name, "shared memory ", 14) == 0 ||
        !is_slept_in(&trace->world, id))
        return;
    int user = proc_outside_user(object->device, object->inode, ours, count);
    if ((user != 0) == object->outside)
        return;
    struct event event = event_make(EVENT_OUTSIDE, 0);
    event.object = id;
    event.value = user != 0;
    (void)trace_emit(trace, &event);
}
