/* see_rights.c - descriptors that travel in messages. SCM_RIGHTS in unix(7)
 *
 *   sendmsg ─► in the queue, held by nobody ─► recvmsg ─► a new descriptor
 */
#include "observe/see_socket.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define CONTROL_MOST 4096 /* SCM_MAX_FD is 253 */
#define RIGHTS_MOST 253

/* The descriptors in the control data of the message at address. */
static int rights_in(struct task *task, uint64_t address, int *fds)
{
    _Alignas(struct cmsghdr) char control[CONTROL_MOST];
    struct msghdr message;
    int count = 0;
    if (proc_memory(task->group, address, &message, sizeof message) !=
        (ssize_t)sizeof message)
        return 0;
    if (!message.msg_control || message.msg_controllen > sizeof control ||
        proc_memory(task->group, (uint64_t)(uintptr_t)message.msg_control,
                    control,
                    message.msg_controllen) != (ssize_t)message.msg_controllen)
        return 0;
    message.msg_control = control;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part;
         part = CMSG_NXTHDR(&message, part)) {
        size_t most = (size_t)(control + message.msg_controllen -
                               (char *)CMSG_DATA(part));
        size_t bytes = part->cmsg_len - CMSG_LEN(0);
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS ||
            part->cmsg_len < CMSG_LEN(0) || bytes > most ||
            bytes / sizeof(int) > (size_t)(RIGHTS_MOST - count))
            continue;
        memcpy(fds + count, CMSG_DATA(part), bytes);
        count += (int)(bytes / sizeof(int));
    }
    return count;
}

static bool takes_message(const struct event *leave, const char *name)
{
    return strcmp(call_at(leave->call)->name, name) == 0;
}

void see_rights_received(struct trace *trace, struct task *task,
                         const struct event *leave)
{
    int fds[RIGHTS_MOST];
    if (takes_message(leave, "recvmmsg")) /* several; they are found again */
        trace_learn_all(trace, task, false);
    if (!takes_message(leave, "recvmsg"))
        return;
    int count = rights_in(task, (uint64_t)leave->arguments[1], fds);
    for (int i = 0; i < count; i++)
        trace_learn(trace, task, fds[i], leave->place, false);
}

/* Whoever receives outside the run may hold what was sent for ever. */
void see_rights_sent(struct trace *trace, struct task *task,
                     const struct event *leave)
{
    int fds[RIGHTS_MOST];
    const struct object *socket = world_object(&trace->world, leave->object);
    const struct object *peer =
        socket ? world_object(&trace->world, socket->peer) : NULL;
    if (!takes_message(leave, "sendmsg") || (peer && !peer->before))
        return;
    int count = rights_in(task, (uint64_t)leave->arguments[1], fds);
    for (int i = 0; i < count; i++) {
        const struct process *process =
            world_process(&trace->world, task->shown_pid);
        const struct descriptor *sent =
            process ? world_descriptor(process, fds[i]) : NULL;
        struct event event = event_make(EVENT_OUTSIDE, 0);
        event.object = sent ? sent->object : 0;
        event.value = 1;
        if (sent)
            (void)trace_emit(trace, &event);
    }
}
