/* see_queue.c - message queues of both kinds. mq_overview(7), msgop(2) */
#include "observe/see.h"

#include <fcntl.h>
#include <inttypes.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NAME_ROOM 256

static bool is_posix(const struct event *event)
{
    return strncmp(call_at(event->call)->name, "mq_", 3) == 0;
}

static char *number_text(const char *key, int64_t number)
{
    char *text;
    return asprintf(&text, "%s=%" PRId64, key, number) == -1 ? NULL : text;
}

/* A System V message begins with its type, a long. */
static int64_t read_type(struct task *task, int64_t address)
{
    long type = -1;
    (void)proc_memory(task->group, (uint64_t)address, &type, sizeof type);
    return type;
}

static void read_payload(struct task *task, struct event *event, int64_t length)
{
    uint64_t address = (uint64_t)event->arguments[1];
    if (!is_posix(event))
        address += sizeof(long);
    size_t wanted = length < PAYLOAD_SHOWN ? (size_t)length : PAYLOAD_SHOWN;
    if (length <= 0)
        return;
    ssize_t got = proc_memory(task->group, address, event->payload, wanted);
    event->payload_length = got > 0 ? (int)got : 0;
}

/* ---- send and receive ---- */

/* text: "priority=3" of what is sent; "type=5" of what is sent or wanted. */
void see_queue_entry(struct trace *trace, struct task *task,
                     struct event *event)
{
    bool send = call_at(event->call)->role == ROLE_SEND;
    if (is_posix(event)) {
        see_descriptor(trace, event, (int)event->arguments[0]);
        event->value =
            see_time_until(task, (uint64_t)event->arguments[4], CLOCK_REALTIME);
        if (send)
            event->text = number_text("priority", event->arguments[3]);
    } else {
        event->object =
            see_sysv_object(trace, task, OBJECT_MSGQ, (int)event->arguments[0]);
        event->text =
            number_text("type", send ? read_type(task, event->arguments[1])
                                     : event->arguments[3]);
    }
    if (send)
        read_payload(task, event, event->arguments[2]);
}

/* text: the type or priority of what was received, if it can be known. */
void see_queue_done(struct trace *trace, struct task *task, struct event *leave)
{
    (void)trace;
    unsigned priority;
    if (call_at(leave->call)->role != ROLE_RECEIVE)
        return;
    read_payload(task, leave, leave->result);
    if (!is_posix(leave))
        leave->text = number_text("type", read_type(task, leave->arguments[1]));
    else if (leave->arguments[3] &&
             proc_memory(task->group, (uint64_t)leave->arguments[3], &priority,
                         sizeof priority) == (ssize_t)sizeof priority)
        leave->text = number_text("priority", priority);
}

/* ---- the state of a POSIX queue ---- */

/* Who is to be told of the next message, as shown in the run; 0 for nobody, -1
 * if that cannot be read. Reading a queue's file takes no message, but stamps
 * its times: done only where the run asked for notices. */
static int64_t notified(const struct trace *trace, int queue)
{
    char text[160] = "";
    if (pread(queue, text, sizeof text - 1, 0) <= 0)
        return -1;
    const char *pid = strstr(text, "NOTIFY_PID:");
    return pid ? see_shown(trace, (pid_t)strtol(pid + 11, NULL, 10)) : -1;
}

/* Known only if we saw every message come and go. */
static int64_t bytes_in(const struct object *object, int64_t count)
{
    int64_t bytes = 0;
    if (object->unsure || object->early_count > 0 ||
        object->message_count != count)
        return -1;
    for (int i = 0; i < object->message_count; i++)
        bytes += object->messages[i].length;
    return bytes;
}

static char *facts_of(const struct object *object, const struct mq_attr *now,
                      int64_t notify)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    (void)fprintf(out, "msgsize=%ld", now->mq_msgsize);
    int64_t bytes = bytes_in(object, now->mq_curmsgs);
    if (bytes >= 0)
        (void)fprintf(out, " bytes=%" PRId64, bytes);
    if (notify >= 0)
        (void)fprintf(out, " notify=%" PRId64, notify);
    return fclose(out) == 0 ? text : NULL;
}

static void ask_queue(struct trace *trace, const struct object *object,
                      bool notice)
{
    int fd;
    struct mq_attr now;
    struct task *task = see_holder(trace, object->id, &fd);
    int queue = task && fd >= 0 ? proc_take(task->group, fd) : -1;
    if (queue == -1)
        return;
    int failed = mq_getattr(queue, &now);
    int64_t notify = notice && !failed ? notified(trace, queue) : -1;
    (void)close(queue);
    if (!failed)
        see_state(trace, object, now.mq_curmsgs, now.mq_maxmsg, 0,
                  facts_of(object, &now, notify));
}

void see_queue_ask(struct trace *trace, const struct object *object)
{
    ask_queue(trace, object, object_fact(object, "notify", -1) != -1);
}

/* ---- notices, and the end of a name ---- */

/* The queue that now has this name, or 0: the run never opened it. The library
 * has taken away the slash. */
static int named(const struct trace *trace, const char *name)
{
    for (int i = trace->world.object_count - 1; i >= 0; i--) {
        const struct object *object = &trace->world.objects[i];
        if (object->kind == OBJECT_QUEUE && !object->removed && object->name &&
            strcmp(object->name + 1, name) == 0)
            return object->id;
    }
    return 0;
}

void see_queue_control_entry(struct trace *trace, struct task *task,
                             struct event *event)
{
    char name[NAME_ROOM] = "";
    if (strcmp(call_at(event->call)->name, "mq_notify") == 0) {
        see_descriptor(trace, event, (int)event->arguments[0]);
        return;
    }
    /* It may stand at the end of the program's memory. */
    for (size_t i = 0; i < sizeof name - 1; i++)
        if (proc_memory(task->group, (uint64_t)event->arguments[0] + i,
                        name + i, 1) != 1 ||
            !name[i])
            break;
    event->object = named(trace, name);
}

void see_queue_control_done(struct trace *trace, struct event *leave)
{
    const struct object *object = world_object(&trace->world, leave->object);
    if (!object)
        return;
    if (strcmp(call_at(leave->call)->name, "mq_notify") == 0) {
        ask_queue(trace, object, true);
        return;
    }
    see_removed(trace, object->id, leave->pid);
}
