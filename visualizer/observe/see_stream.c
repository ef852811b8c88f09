/* see_stream.c - bytes that are read, written or moved. */
#include "observe/see_socket.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

static void read_payload(struct task *task, struct event *event,
                         uint64_t address, int64_t length)
{
    size_t wanted = length < PAYLOAD_SHOWN ? (size_t)length : PAYLOAD_SHOWN;
    if (length <= 0)
        return;
    ssize_t got = proc_memory(task->group, address, event->payload, wanted);
    event->payload_length = got > 0 ? (int)got : 0;
}

/* Where the vector of the call stands; of several messages, that of the first:
 * struct mmsghdr begins with a struct msghdr. */
static uint64_t vector_of(struct task *task, const struct event *event)
{
    struct msghdr message;
    uint64_t address = (uint64_t)event->arguments[1];
    if (!strstr(call_at(event->call)->name, "msg"))
        return address;
    if (proc_memory(task->group, address, &message, sizeof message) !=
            (ssize_t)sizeof message ||
        message.msg_iovlen == 0)
        return 0;
    return (uint64_t)(uintptr_t)message.msg_iov;
}

/* The bytes that a read or write is about: its buffer, or the first piece of
 * its vector. */
static void payload_of(struct task *task, struct event *event, int64_t length)
{
    const struct call_info *info = call_at(event->call);
    uint64_t address = (uint64_t)event->arguments[1];
    if (strcmp(info->name, "readv") == 0 || strcmp(info->name, "writev") == 0 ||
        strstr(info->name, "msg")) {
        struct iovec piece;
        address = vector_of(task, event);
        if (proc_memory(task->group, address, &piece, sizeof piece) !=
            (ssize_t)sizeof piece)
            return;
        address = (uint64_t)(uintptr_t)piece.iov_base;
        if ((int64_t)piece.iov_len < length)
            length = (int64_t)piece.iov_len;
    } else if (strstr(info->name, "splice")) {
        return;
    }
    read_payload(task, event, address, length);
}

/* Bytes that sendmsg is to send: all pieces of its vector. */
static int64_t asked_to_write(struct task *task, const struct event *event)
{
    struct iovec pieces[16];
    struct msghdr message;
    if (!strstr(call_at(event->call)->name, "msg"))
        return event->arguments[2];
    if (proc_memory(task->group, (uint64_t)event->arguments[1], &message,
                    sizeof message) != (ssize_t)sizeof message)
        return 0;
    size_t count = message.msg_iovlen < 16 ? message.msg_iovlen : 16;
    int64_t bytes = 0;
    if (proc_memory(task->group, (uint64_t)(uintptr_t)message.msg_iov, pieces,
                    count * sizeof *pieces) <= 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        bytes += (int64_t)pieces[i].iov_len;
    return bytes;
}

/* text = whom a datagram is for, if the call says so */
static void receiver_of(struct trace *trace, struct task *task,
                        struct event *event)
{
    const char *name = call_at(event->call)->name;
    struct msghdr message;
    uint64_t address = 0;
    socklen_t length = 0;
    if (strcmp(name, "sendto") == 0) {
        address = (uint64_t)event->arguments[4];
        length = (socklen_t)event->arguments[5];
    } else if (strncmp(name, "send", 4) == 0 && strstr(name, "msg") &&
               proc_memory(task->group, (uint64_t)event->arguments[1], &message,
                           sizeof message) == (ssize_t)sizeof message) {
        address = (uint64_t)(uintptr_t)message.msg_name;
        length = message.msg_namelen;
    }
    if (address && length)
        (void)see_socket_target(trace, task, event->object, address, length,
                                &event->text);
}

void see_stream_entry(struct trace *trace, struct task *task,
                      struct event *event)
{
    see_descriptor(trace, event, (int)event->arguments[0]);
    if (call_at(event->call)->role == ROLE_WRITE) {
        payload_of(task, event, asked_to_write(task, event));
        receiver_of(trace, task, event);
    }
}

void see_stream_done(struct trace *trace, struct task *task,
                     struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    enum call_role role = call_at(leave->call)->role;
    if (role == ROLE_WRITE)
        see_rights_sent(trace, task, leave);
    if (role != ROLE_READ)
        return;
    if (leave->result > 0)
        payload_of(task, leave, leave->result);
    if (leave->result > 0 && object && object->kind == OBJECT_SIGNALFD)
        see_signalfd_done(trace, task, leave);
    see_rights_received(trace, task, leave);
}

/* Facts: how much is written in one piece (PIPE_BUF), and whether each write is
 * a packet of its own (O_DIRECT). Of a pipe only if it has packets. */
static char *pipe_facts(const struct trace *trace, const struct object *object)
{
    bool packets = false;
    char *text = NULL;
    for (int i = 0; i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        for (int fd = 0; fd < process->descriptor_limit; fd++)
            packets |= process->descriptors[fd].object == object->id &&
                       (process->descriptors[fd].access & ACCESS_PACKET);
    }
    if (object->kind == OBJECT_PIPE && !packets)
        return NULL;
    return asprintf(&text, "atomic=%d packets=%d", PIPE_BUF, packets) == -1
               ? NULL
               : text;
}

void see_pipe_ask(struct trace *trace, const struct object *object)
{
    int fd;
    int64_t bytes, capacity;
    struct task *task = see_holder(trace, object->id, &fd);
    if (task && fd >= 0 &&
        proc_pipe_fill(task->group, fd, &bytes, &capacity) == 0)
        see_state(trace, object, bytes, capacity, 0, pipe_facts(trace, object));
}
