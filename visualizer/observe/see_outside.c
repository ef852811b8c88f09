/* see_outside.c - who outside the run could use a queue or semaphore set?
 *
 * A POSIX queue is open in a process, which /proc shows. Of a System V object
 * the kernel only remembers who used it last, so one that was there before the
 * run may be known to anybody in its IPC namespace. */
#include "observe/see_sysv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define QUEUES_MOST 64 /* looked for at once; of more nothing is claimed */

struct queue {
    int object;
    dev_t device;
    ino_t inode;
    bool found;
};

struct search {
    struct trace *trace;
    const pid_t *ours;
    int count;
    ino_t ipc;   /* the run's IPC namespace */
    pid_t asker; /* our own process in it, 0: ourselves */
    struct queue queues[QUEUES_MOST];
    int queue_count;
    bool others; /* there is a process, not of the run, in the namespace */
};

static bool is_ours(const struct search *search, pid_t pid)
{
    for (int i = 0; i < search->count; i++)
        if (search->ours[i] == pid)
            return true;
    return pid == search->asker;
}

static ino_t ipc_of(pid_t pid)
{
    char path[64];
    struct stat status;
    (void)snprintf(path, sizeof path, "/proc/%d/ns/ipc", pid);
    return stat(path, &status) == 0 ? status.st_ino : 0;
}

/* ---- one walk through /proc for all queues ---- */

static void look_at(struct search *search, int directory, const char *fd)
{
    struct stat status;
    if (fstatat(directory, fd, &status, 0) == -1)
        return;
    for (int i = 0; i < search->queue_count; i++)
        search->queues[i].found |= search->queues[i].inode == status.st_ino &&
                                   search->queues[i].device == status.st_dev;
}

static void look_into(struct search *search, pid_t pid)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    struct dirent *entry;
    while (directory && (entry = readdir(directory)) != NULL)
        if (entry->d_name[0] != '.')
            look_at(search, dirfd(directory), entry->d_name);
    if (directory)
        (void)closedir(directory);
}

/* Our own namespace is full of others; only in one of the run's own it is worth
 * asking for each process whether it is there. */
static void walk(struct search *search)
{
    search->others = !search->asker;
    if (!search->asker && search->queue_count == 0)
        return;
    DIR *directory = opendir("/proc");
    struct dirent *entry;
    while (directory && (entry = readdir(directory)) != NULL) {
        pid_t pid = atoi(entry->d_name);
        if (pid <= 0 || is_ours(search, pid) ||
            (search->asker && ipc_of(pid) != search->ipc))
            continue;
        search->others = true;
        if (search->queue_count > 0)
            look_into(search, pid);
    }
    if (directory)
        (void)closedir(directory);
}

/* ---- System V ---- */

/* A process of the run that has ended and waits to be collected is none. */
static bool is_outsider(const struct search *search, int pid)
{
    struct task_facts facts;
    if (pid > 0 && proc_sleep(pid, &facts) == 0 && facts.state == 'Z')
        return false;
    return pid > 0 && !is_ours(search, pid) &&
           (kill(pid, 0) == 0 || errno == EPERM);
}

static bool was_used_outside(const struct search *search,
                             const struct object *object)
{
    struct sysv_state state;
    if (sysv_ask(search->trace, object->kind, (int)object->inode, &state) == -1)
        return true;
    if (object->kind == OBJECT_MSGQ)
        return is_outsider(search, state.pids[0]) ||
               is_outsider(search, state.pids[1]);
    for (int i = 0; i < state.count && i < SYSV_SEMAPHORES; i++)
        if (is_outsider(search, state.semaphores[i].pid))
            return true;
    return state.count > SYSV_SEMAPHORES; /* not all were looked at */
}

/* ---- */

/* Does somebody wait at the object, or for one of several? */
static bool has_waiters(const struct world *world, const struct object *object)
{
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            const struct thread *thread = &process->threads[t];
            const struct call_info *info = call_at(thread->call);
            bool polls = info && info->role == ROLE_POLL &&
                         process_has(process, object->id, ~0);
            if (thread->asleep && (thread->object == object->id || polls))
                return true;
        }
    }
    return false;
}

static bool is_asked_about(const struct world *world,
                           const struct object *object)
{
    return (object->kind == OBJECT_QUEUE ||
            (!object->removed &&
             (object->kind == OBJECT_MSGQ || object->kind == OBJECT_SEMSET))) &&
           has_waiters(world, object);
}

static void add_queue(struct search *search, const struct object *object)
{
    int fd;
    char path[64];
    struct stat status;
    struct task *task = see_holder(search->trace, object->id, &fd);
    if (!task || fd < 0 || search->queue_count == QUEUES_MOST)
        return;
    (void)snprintf(path, sizeof path, "/proc/%d/fd/%d", task->group, fd);
    if (stat(path, &status) == 0)
        search->queues[search->queue_count++] =
            (struct queue){ object->id, status.st_dev, status.st_ino, false };
}

static bool is_outside(const struct search *search, const struct object *object)
{
    if (object->kind != OBJECT_QUEUE)
        return (object->before && search->others) ||
               was_used_outside(search, object);
    for (int i = 0; i < search->queue_count; i++)
        if (search->queues[i].object == object->id)
            return search->queues[i].found;
    return true; /* it was not looked for */
}

static void tell(struct trace *trace, int object, bool outside)
{
    struct event event = event_make(EVENT_OUTSIDE, 0);
    event.object = object;
    event.value = outside;
    (void)trace_emit(trace, &event);
}

static ssize_t ask_pid(const void *ask, void *answer, size_t size)
{
    pid_t pid = getpid();
    (void)ask, (void)size;
    memcpy(answer, &pid, sizeof pid);
    return sizeof pid;
}

static void search_and_tell(struct search *search)
{
    const struct world *world = &search->trace->world;
    if (search->asker == getpid())
        search->asker = 0; /* nobody but us: we may well be the other side */
    for (int i = 0; i < search->count && !search->ipc; i++)
        search->ipc = ipc_of(search->ours[i]);
    walk(search);
    for (int i = 0; i < world->object_count; i++) {
        const struct object *object = &world->objects[i];
        if (!is_asked_about(world, object))
            continue;
        bool outside = !search->ipc || is_outside(search, object);
        if (outside != object->outside)
            tell(search->trace, object->id, outside);
    }
}

void see_queues_outside(struct trace *trace, const pid_t *ours, int count)
{
    struct search search = { .trace = trace, .ours = ours, .count = count };
    bool any = false;
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        if (!is_asked_about(&trace->world, object))
            continue;
        any = true;
        if (object->kind == OBJECT_QUEUE)
            add_queue(&search, object);
    }
    struct inside *inside = any ? trace_inside(trace) : NULL;
    if (inside && inside_ask(inside, ask_pid, NULL, 0, &search.asker,
                             sizeof search.asker) > 0)
        search_and_tell(&search);
}
