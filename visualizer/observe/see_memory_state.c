/* see_memory_state.c - how large shared memory is, and what it is called.
 *
 * Through a descriptor that somebody has; else through the mapping, as far as
 * this user may follow it, or its name.
 */
#include "observe/proc_maps.h"
#include "observe/see.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

void see_size_entry(struct trace *trace, struct task *task, struct event *event)
{
    bool truncate = strcmp(call_at(event->call)->name, "ftruncate") == 0;
    see_descriptor(trace, event, (int)event->arguments[0]);
    if (asprintf(&event->text, "%" PRId64 " bytes",
                 truncate ? event->arguments[1]
                          : event->arguments[2] + event->arguments[3]) == -1)
        event->text = NULL;
    (void)task;
}

/* The log may be behind the kernel: only what is still there is looked at. */
static int mapping_status(struct trace *trace, const struct object *object,
                          const struct process *process, struct stat *status)
{
    const struct task *task = task_find_shown(trace, process->pid);
    errno = ESRCH;
    for (int m = 0; task && m < process->mapping_count; m++) {
        struct proc_mapping mapping;
        uint64_t address = process->mappings[m].address;
        if (process->mappings[m].object == object->id &&
            proc_mapping_at(task->group, address, &mapping) == 0 &&
            mapping.inode == object->inode && mapping.device == object->device)
            return proc_mapping_status(task->group, &mapping, status);
    }
    return -1;
}

/* Size and links, through a descriptor if somebody has one. */
static int status_of(struct trace *trace, const struct object *object,
                     const struct task *task, int fd, struct stat *status)
{
    char path[64];
    if (fd >= 0) {
        (void)snprintf(path, sizeof path, "/proc/%d/fd/%d", task->group, fd);
        return stat(path, status);
    }
    return mapping_status(
        trace, object, world_process(&trace->world, task->shown_pid), status);
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
    if (errno == ENOENT && is_in_shm(object) && !object->removed)
        tell_removed(trace, id);
    /* Memory without a name is made as large as it is mapped. */
    if (object->fill == 0 && !has_path(object) &&
        see_mapped(trace, id, 0, &address))
        see_state(trace, object, extent(&trace->world, id), 0, 0, NULL);
    return NULL;
}

void see_memory_size(struct trace *trace, int id)
{
    struct stat status;
    (void)ask_size(trace, id, &status);
}

/* Nobody has it open or mapped: is the name still there, and how large is what it
 * names? Anybody's root will do,
 * for they all see the same /dev/shm. */
static void ask_name(struct trace *trace, const struct object *object)
{
    char path[PATH_MAX];
    struct stat status;
    int fd;
    if (!is_in_shm(object) || see_holder(trace, object->id, &fd))
        return;
    for (int i = 0; i < trace->task_count; i++) {
        (void)snprintf(path, sizeof path, "/proc/%d/root/dev/shm%s",
                       trace->tasks[i].group, object->name);
        if (stat(path, &status) == 0 && status.st_ino == object->inode) {
            see_state(trace, object, status.st_size, 0, 0, NULL);
            return;
        }
        if (errno == EACCES || errno == ESRCH)
            continue;
        tell_removed(trace, object->id);
        return;
    }
}

void see_memory_ask(struct trace *trace, const struct object *object)
{
    int id = object->id;
    struct stat status;
    const struct task *task = ask_size(trace, id, &status);
    object = world_object(&trace->world, id);
    if (!has_path(object) || object->removed)
        return;
    if (!task) {
        ask_name(trace, object);
        return;
    }
    if (status.st_nlink == 0)
        tell_removed(trace, id);
    else
        tell_name(trace, id, task);
    see_named_semaphore(trace, id);
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
 * who inherit it, and who they are is known if it was made in the run. */
void see_memory_outside(struct trace *trace, int id, const pid_t *ours,
                        int count)
{
    const struct object *object = world_object(&trace->world, id);
    if ((object->kind != OBJECT_MEMORY && object->kind != OBJECT_FILE) ||
        !object->device || !object->name ||
        (!object->before && strncmp(object->name, "shared memory ", 14) == 0) ||
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
