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

/* ---- objects ---- */

static char *memory_name(const struct trace *trace,
                         const struct proc_mapping *mapping)
{
    char name[PROC_NAME], *text = NULL;
    if (proc_is_anonymous(mapping))
        return asprintf(&text, "shared memory %d",
                        see_highest(trace, OBJECT_MEMORY, "shared memory ") +
                            1) == -1
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

/* The list is in the order of addresses, as the kernel has it. */
static bool still_there(const struct trace *trace, const struct mapping *known,
                        const struct proc_mapping *list, int count)
{
    const struct object *object = world_object(&trace->world, known->object);
    int low = 0, high = count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (list[middle].address < known->address)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && list[low].inode == object->inode &&
           is_as_told(known, &list[low], known->object);
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

void see_mappings(struct trace *trace, struct task *task)
{
    struct proc_mapping *list;
    int count = proc_shared_mappings(task->group, &list);
    if (count == -1)
        return;
    tell_unmapped(trace, task, list, count);
    for (int i = 0; i < count; i++)
        if (of_interest(&list[i]))
            tell_mapped(trace, task, &list[i], (struct place){ 0 });
    free(list);
}

void see_map_done(struct trace *trace, struct task *task, struct event *event)
{
    /* Only this one: a program may map thousands. What went meanwhile is found
     * when everything sleeps; what lay there before is replaced. */
    struct proc_mapping made;
    if (proc_mapping_at(task->group, (uint64_t)event->result, &made) == 0 &&
        made.shared && of_interest(&made))
        tell_mapped(trace, task, &made, event->place);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct mapping *mapping =
        process ? world_mapping(process, (uint64_t)event->result) : NULL;
    /* Asked as long as its descriptor is open: later its size may be secret. */
    if (mapping)
        see_memory_size(trace, mapping->object);
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
