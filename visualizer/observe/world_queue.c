/* world_queue.c - messages in queues, and who gave and took. mq_overview(7),
 * msgop(2), semop(2) */
#include "observe/world_queue.h"

#include "observe/calls.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#define SYSV_COPY 040000 /* MSG_COPY of <linux/msg.h>: the message stays */

static void *grow(void *array, int count, size_t size)
{
    void *larger = realloc(array, (size_t)count * size);
    if (!larger)
        err(1, "realloc");
    return larger;
}

/* ---- who uses what ---- */

const struct use *object_use(const struct object *object, int pid, int part)
{
    for (int i = 0; i < object->use_count; i++)
        if (object->uses[i].pid == pid &&
            (part == -1 || object->uses[i].part == part))
            return &object->uses[i];
    return NULL;
}

static struct use *use_of(struct object *object, int pid, int part)
{
    for (int i = 0; i < object->use_count; i++)
        if (object->uses[i].pid == pid && object->uses[i].part == part)
            return &object->uses[i];
    object->uses =
        grow(object->uses, object->use_count + 1, sizeof *object->uses);
    struct use *use = &object->uses[object->use_count++];
    *use = (struct use){ .pid = pid, .part = part };
    return use;
}

static bool has_uses(const struct object *object)
{
    return object->kind == OBJECT_QUEUE || object->kind == OBJECT_MSGQ ||
           object->kind == OBJECT_SEMSET;
}

/* Whoever has been given an id may use it; a descriptor is seen anyway. */
static bool is_known_by_id(const struct object *object)
{
    return object->kind == OBJECT_MSGQ || object->kind == OBJECT_SEMSET;
}

void world_queue_fork(struct world *world, int parent, int child)
{
    for (int i = 0; i < world->object_count; i++)
        if (is_known_by_id(&world->objects[i]) &&
            object_use(&world->objects[i], parent, -1))
            (void)use_of(&world->objects[i], child, 0);
}

void world_queue_gone(struct world *world, int pid)
{
    for (int i = 0; i < world->object_count; i++)
        for (int u = 0; u < world->objects[i].use_count; u++) {
            struct use *use = &world->objects[i].uses[u];
            if (use->pid != pid)
                continue;
            if (use->undo > 0)
                use->given += use->undo;
            else
                use->taken -= use->undo;
            use->undo = 0;
        }
}

void world_queue_clear(struct object *object)
{
    free(object->messages);
    free(object->early);
    free(object->uses);
}

/* ---- operations on semaphores ---- */

bool semop_next(const char **text, struct semop *op)
{
    char *at;
    if (!*text || !**text)
        return false;
    op->part = (int)strtol(*text, &at, 10);
    if (at == *text || !strchr("+-=", *at))
        return false;
    op->change = (int)strtol(*at == '=' ? at + 1 : at, &at, 10);
    size_t length = strcspn(at, " ");
    op->undo = length >= 4 && strncmp(at, "undo", 4) == 0;
    at += length;
    *text = at + strspn(at, " ");
    return true;
}

static void semop_done(struct object *object, const char *operations, int pid)
{
    struct semop op;
    while (semop_next(&operations, &op)) {
        struct use *use = use_of(object, pid, op.part);
        if (op.change > 0)
            use->given += op.change;
        else
            use->taken -= op.change;
        if (op.undo)
            use->undo -= op.change;
    }
}

/* ---- messages ---- */

static void take_out(struct message *list, int *count, int index)
{
    memmove(list + index, list + index + 1,
            (size_t)(*count - index - 1) * sizeof *list);
    (*count)--;
}

/* The received one comes out of the list of those sent, and the other way
 * round. type -1: not known. */
static int find_early(const struct object *object,
                      const struct message *message)
{
    for (int i = 0; i < object->early_count; i++)
        if (object->early[i].length == message->length &&
            (object->early[i].type == message->type ||
             object->early[i].type == -1))
            return i;
    return -1;
}

/* A POSIX queue gives the highest priority first, a System V queue is in the
 * order of arrival. */
static int place_for(const struct object *object, int64_t type)
{
    int index = object->message_count;
    while (object->kind == OBJECT_QUEUE && index > 0 &&
           object->messages[index - 1].type < type)
        index--;
    return index;
}

static void message_sent(struct object *object, const struct message *message)
{
    int early = find_early(object, message);
    if (early != -1) {
        take_out(object->early, &object->early_count, early);
        return;
    }
    int index = place_for(object, message->type);
    object->messages = grow(object->messages, object->message_count + 1,
                            sizeof *object->messages);
    memmove(object->messages + index + 1, object->messages + index,
            (size_t)(object->message_count - index) * sizeof *message);
    object->messages[index] = *message;
    object->message_count++;
}

static void message_received(struct object *object,
                             const struct message *message)
{
    for (int i = 0; i < object->message_count; i++)
        if (message->type == -1 || object->messages[i].type == message->type) {
            take_out(object->messages, &object->message_count, i);
            return;
        }
    object->early =
        grow(object->early, object->early_count + 1, sizeof *object->early);
    object->early[object->early_count++] = *message;
}

/* "type=5" or "priority=3" */
static int64_t type_in(const char *text)
{
    const char *number = text ? strchr(text, '=') : NULL;
    return number ? strtoll(number + 1, NULL, 10) : -1;
}

/* How many threads are in a call that moves messages of the object. */
static int count_inside(const struct world *world, const struct object *object,
                        bool asleep)
{
    int count = 0;
    for (int i = 0; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        for (int t = 0; t < process->thread_count; t++) {
            const struct thread *thread = &process->threads[t];
            const struct call_info *info = call_at(thread->call);
            count += info && thread->object == object->id &&
                     thread->asleep == asleep &&
                     (info->role == ROLE_SEND || info->role == ROLE_RECEIVE);
        }
    }
    return count;
}

/* Between the moment at which the kernel moves a message and the return of the
 * call that did it, list and count differ without anything being wrong; and
 * whoever is said to be asleep may have been given its message just now. */
void world_queue_fill(const struct world *world, struct object *object)
{
    if ((object->kind != OBJECT_QUEUE && object->kind != OBJECT_MSGQ) ||
        count_inside(world, object, false) > 0)
        return;
    if (object->fill == 0)
        object->message_count = object->early_count = 0;
    bool lasting = object->unsure && object->fill > 0 &&
                   count_inside(world, object, true) == 0;
    object->unsure = lasting || object->message_count != object->fill ||
                     object->early_count > 0;
}

/* ---- calls ---- */

void world_queue_enter(struct world *world, const struct event *enter)
{
    struct object *object = world_object(world, enter->object);
    if (object && is_known_by_id(object))
        (void)use_of(object, enter->pid, 0);
}

static void moved(struct object *object, const struct thread *thread,
                  const struct event *leave, enum call_role role)
{
    struct use *use = use_of(object, leave->pid, 0);
    struct message message = { .type = type_in(leave->text),
                               .length = leave->result,
                               .sender = leave->pid };
    if (role == ROLE_RECEIVE) {
        bool stays =
            object->kind == OBJECT_MSGQ && (leave->arguments[4] & SYSV_COPY);
        if (stays)
            return;
        use->taken++;
        object->moved_out += leave->result;
        message_received(object, &message);
        return;
    }
    use->given++;
    message.type = type_in(thread->watched);
    message.length = leave->arguments[2];
    object->moved_in += message.length;
    message_sent(object, &message);
}

void world_queue_leave(struct world *world, const struct thread *thread,
                       const struct event *leave)
{
    struct object *object = world_object(world, leave->object);
    const struct call_info *info = call_at(leave->call);
    if (!object || !info || leave->result < 0 || !has_uses(object))
        return;
    if (info->role == ROLE_SEMOP)
        semop_done(object, thread->watched, leave->pid);
    else if (info->role == ROLE_SEND || info->role == ROLE_RECEIVE)
        moved(object, thread, leave, info->role);
    else if (info->role == ROLE_GET)
        (void)use_of(object, leave->pid, 0);
}
