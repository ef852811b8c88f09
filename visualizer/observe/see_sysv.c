/* see_sysv.c - calls on System V queues, semaphore sets and shared memory.
 *
 * Their objects are named by numbers that anybody may know: an id that no call
 * of the run returned (inherited, guessed, typed in) is looked up when it is
 * used. sysvipc(7) */
#include "observe/see.h"
#include "observe/see_sysv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#define OPERATIONS_MOST 64 /* shown of one semop; the kernel takes 500 */

/* ---- objects ---- */

static enum object_kind kind_of(const char *name)
{
    return strncmp(name, "msg", 3) == 0   ? OBJECT_MSGQ
           : strncmp(name, "sem", 3) == 0 ? OBJECT_SEMSET
                                          : OBJECT_SEGMENT;
}

static const char *title(enum object_kind kind)
{
    return kind == OBJECT_MSGQ     ? "message queue"
           : kind == OBJECT_SEMSET ? "semaphore set"
                                   : "shared memory";
}

/* Ids are not used again soon, but they are. */
static int known(const struct trace *trace, enum object_kind kind, int id)
{
    for (int i = trace->world.object_count - 1; i >= 0; i--) {
        const struct object *object = &trace->world.objects[i];
        if (object->kind == kind && object->inode == (uint64_t)id &&
            (!object->removed || kind == OBJECT_SEGMENT))
            return object->id;
    }
    return 0;
}

static int add(struct trace *trace, struct task *task, enum object_kind kind,
               int id, bool before, struct place place)
{
    struct event event = event_make(EVENT_OBJECT, task->shown_pid);
    event.tid = task->shown_tid;
    event.value = (int)kind;
    event.place = place;
    event.arguments[0] = id;
    event.arguments[1] = before;
    if (asprintf(&event.text, "%s %d", title(kind),
                 trace->world.made[kind] + 1) == -1)
        event.text = NULL;
    return see_new_object(trace, &event);
}

int see_sysv_object(struct trace *trace, struct task *task,
                    enum object_kind kind, int id)
{
    struct sysv_state state;
    int object = known(trace, kind, id);
    if (object || sysv_ask(trace, kind, id, &state) == -1)
        return object;
    return add(trace, task, kind, id, true, (struct place){ 0 });
}

void see_removed(struct trace *trace, int object, int pid)
{
    struct event event = event_make(EVENT_REMOVED, pid);
    event.object = object;
    (void)trace_emit(trace, &event);
}

/* ---- msgget, semget, shmget ---- */

/* Only before the call can be told whether the object is there already. */
void see_get_entry(struct trace *trace, struct task *task, struct event *event)
{
    (void)task;
    enum object_kind kind = kind_of(call_at(event->call)->name);
    int key = (int)event->arguments[0];
    event->value = key != IPC_PRIVATE && sysv_exists(trace, kind, key) ? 0 : -1;
}

void see_get_done(struct trace *trace, struct task *task, struct event *leave)
{
    enum object_kind kind = kind_of(call_at(leave->call)->name);
    int id = (int)leave->result;
    leave->object = known(trace, kind, id);
    if (!leave->object)
        leave->object =
            add(trace, task, kind, id, leave->value == 0, leave->place);
}

/* ---- semop ---- */

/* "0-1 2+1undo 1=0": the last waits until semaphore 1 is 0. */
static char *operations_text(const struct sembuf *operations, size_t count)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; out && i < count; i++) {
        const struct sembuf *op = &operations[i];
        (void)fprintf(out, op->sem_op ? "%s%u%+d" : "%s%u=%d", i ? " " : "",
                      op->sem_num, op->sem_op);
        if (op->sem_flg & SEM_UNDO)
            (void)fputs("undo", out);
        if (op->sem_flg & IPC_NOWAIT)
            (void)fputs("nowait", out);
    }
    return out && fclose(out) == 0 ? text : NULL;
}

void see_semop_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    struct sembuf operations[OPERATIONS_MOST];
    size_t count = (size_t)event->arguments[2];
    if (count > OPERATIONS_MOST)
        count = OPERATIONS_MOST;
    event->object =
        see_sysv_object(trace, task, OBJECT_SEMSET, (int)event->arguments[0]);
    if (strcmp(call_at(event->call)->name, "semtimedop") == 0)
        event->value = see_timeout(task, (uint64_t)event->arguments[3]);
    ssize_t size = (ssize_t)(count * sizeof *operations);
    if (proc_memory(task->group, (uint64_t)event->arguments[1], operations,
                    (size_t)size) == size)
        event->text = operations_text(operations, count);
}

/* ---- msgctl, semctl, shmctl ---- */

/* Where the command stands, and whether it is about an object. The others are
 * about the system and name no object. */
static int command(const struct event *event)
{
    bool set = strcmp(call_at(event->call)->name, "semctl") == 0;
    return (int)event->arguments[set ? 2 : 1] & ~0x100; /* IPC_64 */
}

static bool is_about_object(enum object_kind kind, int command)
{
    return command == IPC_RMID || command == IPC_SET || command == IPC_STAT ||
           (kind == OBJECT_SEGMENT &&
            (command == SHM_LOCK || command == SHM_UNLOCK)) ||
           (kind == OBJECT_SEMSET && command >= GETPID && command <= SETALL);
}

void see_control_entry(struct trace *trace, struct task *task,
                       struct event *event)
{
    const char *name = call_at(event->call)->name;
    if (strncmp(name, "mq_", 3) == 0)
        see_queue_control_entry(trace, task, event);
    else if (is_about_object(kind_of(name), command(event)))
        event->object = see_sysv_object(trace, task, kind_of(name),
                                        (int)event->arguments[0]);
}

void see_control_done(struct trace *trace, struct task *task,
                      struct event *leave)
{
    (void)task;
    if (strncmp(call_at(leave->call)->name, "mq_", 3) == 0)
        see_queue_control_done(trace, leave);
    else if (leave->object && command(leave) == IPC_RMID)
        see_removed(trace, leave->object, leave->pid);
}

/* ---- shmat, shmdt ---- */

void see_attach_done(struct trace *trace, struct task *task,
                     struct event *leave)
{
    struct sysv_state state;
    int object =
        see_sysv_object(trace, task, OBJECT_SEGMENT, (int)leave->arguments[0]);
    if (!object ||
        sysv_ask(trace, OBJECT_SEGMENT, (int)leave->arguments[0], &state) == -1)
        return;
    int64_t page = sysconf(_SC_PAGESIZE);
    struct event event = event_make(EVENT_MAP, task->shown_pid);
    event.tid = task->shown_tid;
    event.object = object;
    event.place = leave->place;
    event.arguments[0] = leave->result;
    event.arguments[1] = (state.bytes + page - 1) / page * page;
    event.value =
        ACCESS_READ | (leave->arguments[2] & SHM_RDONLY ? 0 : ACCESS_WRITE);
    (void)trace_emit(trace, &event);
    see_sysv_ask(trace, world_object(&trace->world, object));
}

/* Its return is not waited for: an address at which a segment begins will do,
 * any other makes the call fail. */
void see_detach_entry(struct trace *trace, struct task *task,
                      struct event *entered)
{
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    uint64_t address = (uint64_t)entered->arguments[0];
    struct mapping *mapping = process ? world_mapping(process, address) : NULL;
    const struct object *object =
        mapping ? world_object(&trace->world, mapping->object) : NULL;
    if (!object || object->kind != OBJECT_SEGMENT ||
        mapping->address != address)
        return;
    struct event event = event_make(EVENT_UNMAP, task->shown_pid);
    event.tid = task->shown_tid;
    event.object = object->id;
    event.arguments[0] = (int64_t)address;
    event.place = task_place(trace, task, true);
    (void)trace_emit(trace, &event);
}
