/* see_stream.c - bytes that are read, written or moved. */
#include "observe/see.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* The bytes that a read or write is about: its buffer, or the first piece of
 * its vector. */
static void payload_of(struct task *task, struct event *event, int64_t length)
{
    const struct call_info *info = call_at(event->call);
    uint64_t address = (uint64_t)event->arguments[1];
    if (strcmp(info->name, "readv") == 0 || strcmp(info->name, "writev") == 0) {
        struct iovec piece;
        if (proc_memory(task->group, address, &piece, sizeof piece) !=
            (ssize_t)sizeof piece)
            return;
        address = (uint64_t)(uintptr_t)piece.iov_base;
        if ((int64_t)piece.iov_len < length)
            length = (int64_t)piece.iov_len;
    } else if (strstr(info->name, "msg") || strstr(info->name, "splice")) {
        return;
    }
    read_payload(task, event, address, length);
}

void see_stream_entry(struct trace *trace, struct task *task,
                      struct event *event)
{
    see_descriptor(trace, event, (int)event->arguments[0]);
    if (call_at(event->call)->role == ROLE_WRITE)
        payload_of(task, event, event->arguments[2]);
}

void see_stream_done(struct trace *trace, struct task *task,
                     struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    if (call_at(leave->call)->role != ROLE_READ || leave->result <= 0)
        return;
    payload_of(task, leave, leave->result);
    if (object && object->kind == OBJECT_SIGNALFD)
        see_signalfd_done(trace, task, leave);
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
