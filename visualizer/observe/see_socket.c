/* see_socket.c - making, joining and closing sockets. socket(7), unix(7)
 *
 *   socketpair ─► two objects, joined by the call itself
 *   connect    ─► joined to the listening socket until somebody accepts
 *   accept     ─► a new object, joined to the one that connected
 *   shutdown   ─► who has shut which way stays with the object (shut_by)
 */
#include "observe/see_socket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* ---- pairs ---- */

/* Makes the object of one end before it would be seen as a nameless one. */
static void name_end(struct trace *trace, struct task *task, int fd, int number,
                     const struct event *leave)
{
    struct descriptor_facts facts;
    if (proc_descriptor(task->group, fd, &facts) == -1 ||
        see_known(trace, OBJECT_SOCKET, facts.inode))
        return;
    int type = (int)leave->arguments[1] & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
    struct event event = event_make(EVENT_OBJECT, task->shown_pid);
    event.value = OBJECT_SOCKET;
    event.place = leave->place;
    event.arguments[0] = (int64_t)facts.inode;
    if (asprintf(&event.text, "%ssocket pair %d end %c",
                 type == SOCK_STREAM      ? ""
                 : type == SOCK_SEQPACKET ? "seqpacket "
                                          : "datagram ",
                 number / 2 + 1, number % 2 ? 'b' : 'a') == -1)
        event.text = NULL;
    (void)see_new_object(trace, &event);
}

void see_socketpair_done(struct trace *trace, struct task *task,
                         struct event *leave)
{
    int ends[2], objects[2],
        pairs = see_highest(trace, OBJECT_SOCKET, "socket pair ");
    if (proc_memory(task->group, (uint64_t)leave->arguments[3], ends,
                    sizeof ends) != (ssize_t)sizeof ends)
        return;
    for (int i = 0; i < 2; i++) {
        name_end(trace, task, ends[i], 2 * pairs + i, leave);
        trace_learn(trace, task, ends[i], leave->place, false);
        const struct process *process =
            world_process(&trace->world, task->shown_pid);
        const struct descriptor *end =
            process ? world_descriptor(process, ends[i]) : NULL;
        objects[i] = end ? end->object : 0;
    }
    see_joined(trace, objects[0], objects[1]);
    see_joined(trace, objects[1], objects[0]);
    see_socket_look(trace, objects[0], true, 0);
    see_socket_look(trace, objects[1], true, 0);
}

/* ---- connections ---- */

/* text = whom it wants */
void see_connect_entry(struct trace *trace, struct task *task,
                       struct event *event)
{
    event->value = -1;
    see_descriptor(trace, event, (int)event->arguments[0]);
    (void)see_socket_target(trace, task, event->object,
                            (uint64_t)event->arguments[1],
                            (socklen_t)event->arguments[2], &event->text);
}

void see_accept_done(struct trace *trace, struct task *task,
                     struct event *leave)
{
    trace_learn(trace, task, (int)leave->result, leave->place, false);
    const struct process *process =
        world_process(&trace->world, task->shown_pid);
    const struct descriptor *made =
        process ? world_descriptor(process, (int)leave->result) : NULL;
    if (made)
        see_socket_look(trace, made->object, true, 0);
}

void see_socket_entry(struct trace *trace, struct task *task,
                      struct event *event)
{
    (void)task;
    event->value = -1;
    see_descriptor(trace, event, (int)event->arguments[0]);
}

/* Both ends look the same when one way is shut: who did it is known from the
 * call alone. */
void see_socket_done(struct trace *trace, struct task *task,
                     struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    if (!object || object->kind != OBJECT_SOCKET ||
        strcmp(call_at(leave->call)->name, "shutdown") != 0)
        return;
    char *facts;
    if (asprintf(&facts, "%s%sshut_by=%d", object->facts ? object->facts : "",
                 object->facts ? " " : "", task->shown_pid) != -1)
        see_state(trace, object, object->fill, (int64_t)object->capacity,
                  object->owner, facts);
}

/* ---- what a call has changed ---- */

static bool is_datagram(const struct object *object)
{
    return object_fact(object, "type", 0) == SOCK_DGRAM;
}

/* Whom a message was for: named in the call, or the other end. */
static int receiver_of(const struct trace *trace, const struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    for (size_t i = trace->log.count; i-- > 0;) {
        const struct event *enter = log_at(&trace->log, i);
        if (enter->kind != EVENT_ENTER || enter->tid != leave->tid)
            continue;
        for (int o = trace->world.object_count - 1; enter->text && o >= 0; o--)
            if (strcmp(trace->world.objects[o].name, enter->text) == 0)
                return trace->world.objects[o].id;
        return enter->text ? 0 : object->peer;
    }
    return 0;
}

/* How many messages the call has put into a queue or taken from it. Messages in
 * a queue of datagrams are counted: the kernel tells only the size of the
 * first one. */
static int64_t moved_by(const struct event *leave)
{
    const char *name = call_at(leave->call)->name;
    bool flags_third = strcmp(name, "recvmsg") == 0;
    bool peeks = strncmp(name, "recv", 4) == 0 &&
                 (leave->arguments[flags_third ? 2 : 3] & MSG_PEEK);
    if (leave->result < 0 || peeks)
        return 0;
    return strstr(name, "mmsg") ? leave->result : 1;
}

/* A call that moves bytes changes one queue: its own when it reads, the other
 * end's when it writes. The rest is found when all is still. */
static void look_after_moving(struct trace *trace, const struct event *leave,
                              const struct object *object, bool writes)
{
    int64_t moved = is_datagram(object) ? moved_by(leave) : 0;
    int queue = !writes               ? object->id
                : is_datagram(object) ? receiver_of(trace, leave)
                                      : object->peer;
    if (queue)
        see_socket_look(trace, queue, false, writes ? moved : -moved);
}

void see_socket_used(struct trace *trace, const struct event *leave)
{
    enum call_role role = call_at(leave->call)->role;
    const struct object *object = world_object(&trace->world, leave->object);
    int id = object->id, other = object->peer;
    if (role == ROLE_READ || role == ROLE_WRITE) {
        look_after_moving(trace, leave, object, role == ROLE_WRITE);
        return;
    }
    see_socket_look(trace, id, true, 0);
    if (role == ROLE_CONNECT)
        other = world_object(&trace->world, id)->peer;
    if (other)
        see_socket_look(trace, other, true, 0);
}
