/* see_socket_state.c - what is in a socket now, and what it is joined to.
 *
 *   fill, capacity   stream: bytes that can be read, 0
 *                    datagram: messages, and how many fit (0: memory decides)
 *                    listening: connections that wait to be accepted, and how
 *                    many can before connect() waits
 *   facts            domain type        as socket(2) has them
 *                    listening backlog  connected
 *                    in_closed          nothing comes but what is in it
 *                    out_closed         nothing can be sent any more
 *                    shut_by            pid that called shutdown on it
 *                    rights             descriptors waiting in the queue
 *                    receive_ms send_ms time-outs of calls that wait
 *                    next               bytes of the first datagram
 *                    drops              datagrams that found no room
 *                    sending            tcp: bytes the other has not got yet
 *                    writable           what poll says
 *                    receive_memory send_memory   room in kernel memory: a
 *                    byte that is sent takes more than a byte of it
 *                    file               inode of the path it is bound to
 *                    limit              unix datagrams that fit into a queue
 */
#include "observe/see_socket.h"

#include "observe/diag.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void fact(FILE *out, const char *key, int64_t value)
{
    if (value > 0)
        (void)fprintf(out, " %s=%" PRId64, key, value);
}

/* Whoever sleeps in a call on the socket has the time-out that was set when it
 * went to sleep. */
static int64_t kept_timeout(const struct trace *trace,
                            const struct object *object, const char *key,
                            int64_t now)
{
    for (int i = 0; now == 0 && i < trace->world.process_count; i++) {
        const struct process *process = &trace->world.processes[i];
        for (int t = 0; t < process->thread_count; t++)
            if (process->threads[t].call >= 0 &&
                process->threads[t].object == object->id)
                return object_fact(object, key, 0);
    }
    return now;
}

static int64_t datagram_limit(struct trace *trace, const struct object *object,
                              const struct endpoint *endpoint)
{
    int64_t limit = object_fact(object, "limit", 0);
    if (endpoint->domain != AF_UNIX || endpoint->type != SOCK_DGRAM)
        return 0;
    if (limit == 0 && !object->before && trace_inside(trace))
        limit = diag_datagram_limit(trace_inside(trace));
    return limit;
}

static char *facts_of(struct trace *trace, const struct object *object,
                      const struct endpoint *endpoint,
                      const struct diag_unix *diag)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    (void)fprintf(out, "domain=%d type=%d", endpoint->domain, endpoint->type);
    fact(out, "listening", endpoint->listening);
    if (endpoint->listening)
        (void)fprintf(out, " backlog=%" PRId64,
                      endpoint->domain == AF_UNIX ? diag->backlog
                                                  : endpoint->backlog);
    fact(out, "connected", endpoint->connected);
    fact(out, "in_closed", endpoint->shut_in || diag->shut_in);
    fact(out, "out_closed", endpoint->shut_out || diag->shut_out);
    fact(out, "shut_by", object_fact(object, "shut_by", 0));
    fact(out, "rights", endpoint->rights);
    fact(out, "receive_ms",
         kept_timeout(trace, object, "receive_ms", endpoint->receive_ms));
    fact(out, "send_ms",
         kept_timeout(trace, object, "send_ms", endpoint->send_ms));
    if (endpoint->type == SOCK_DGRAM)
        fact(out, "next", endpoint->bytes);
    if (endpoint->type == SOCK_DGRAM)
        fact(out, "drops", endpoint->drops);
    fact(out, "sending", endpoint->sent);
    if (!endpoint->listening)
        (void)fprintf(out, " writable=%d", endpoint->writable);
    fact(out, "receive_memory", endpoint->receive_room);
    fact(out, "send_memory", endpoint->send_room);
    fact(out, "file", (int64_t)diag->file);
    fact(out, "limit", datagram_limit(trace, object, endpoint));
    return fclose(out) == 0 ? text : NULL;
}

/* Between two looks of the monitor what was known stays known. */
static struct diag_unix remembered(const struct object *object)
{
    return (struct diag_unix){
        .shut_out = object_fact(object, "out_closed", 0) != 0,
        .waiting = object->fill,
        .backlog = object_fact(object, "backlog", 0),
        .file = (uint64_t)object_fact(object, "file", 0),
    };
}

/* While calls are under way, a message may be seen to leave before it is seen
 * to come. When all is still, what was counted is put right where the kernel
 * knows better. */
static int64_t messages(const struct object *object,
                        const struct endpoint *endpoint, bool still,
                        int64_t more)
{
    int64_t lost = endpoint->drops - object_fact(object, "drops", 0);
    int64_t count = object->fill + more - (lost > 0 ? lost : 0);
    if (!still)
        return count;
    if (!endpoint->readable || (endpoint->shut_in && endpoint->bytes == 0))
        return 0;
    return count > 0 ? count : 1;
}

static int64_t fill_of(const struct object *object,
                       const struct endpoint *endpoint,
                       const struct diag_unix *diag, bool still, int64_t more)
{
    if (endpoint->listening)
        return endpoint->domain == AF_UNIX ? diag->waiting : endpoint->waiting;
    return endpoint->type == SOCK_DGRAM
               ? messages(object, endpoint, still, more)
               : endpoint->bytes;
}

/* A unix datagram socket that is joined to its sender takes as much as the
 * sender has memory for. */
static int64_t capacity_of(struct trace *trace, const struct object *object,
                           const struct endpoint *endpoint,
                           const struct diag_unix *diag)
{
    if (endpoint->listening)
        return (endpoint->domain == AF_UNIX ? diag->backlog
                                            : endpoint->backlog) +
               1;
    int64_t limit = datagram_limit(trace, object, endpoint);
    return limit > 0 && !object->peer ? limit + 1 : 0;
}

static void tell_peer(struct trace *trace, int id, int peer,
                      const struct endpoint *endpoint)
{
    see_joined(trace, id, peer);
    const struct object *other = world_object(&trace->world, peer);
    if (other && endpoint->type != SOCK_DGRAM &&
        !object_fact(other, "listening", 0))
        see_joined(trace, peer, id);
}

void see_socket_look(struct trace *trace, int id, bool still, int64_t more)
{
    const struct object *object = world_object(&trace->world, id);
    struct endpoint endpoint;
    int fd;
    struct task *task = object ? see_holder(trace, id, &fd) : NULL;
    /* A process that runs may have closed it just now, and used the number for
     * something else. */
    if (!task || fd < 0 || endpoint_ask(task->group, fd, &endpoint) == -1 ||
        endpoint.inode != object->inode)
        return;
    struct diag_unix diag = remembered(object), now;
    bool asked = still && endpoint.domain == AF_UNIX && trace_inside(trace) &&
                 diag_unix(trace_inside(trace), object->inode, &now) == 0;
    if (asked)
        diag = now;
    see_socket_rename(trace, object, &endpoint);
    if (still || !object->peer)
        tell_peer(
            trace, id,
            see_socket_peer(trace, object, &endpoint, asked ? &diag : NULL),
            &endpoint);
    object = world_object(&trace->world, id);
    see_state(trace, object, fill_of(object, &endpoint, &diag, still, more),
              capacity_of(trace, object, &endpoint, &diag), 0,
              facts_of(trace, object, &endpoint, &diag));
}

void see_socket_ask(struct trace *trace, const struct object *object)
{
    see_socket_look(trace, object->id, true, 0);
}

bool see_network_moves(struct trace *trace)
{
    bool inet = false;
    for (int i = 0; i < trace->world.object_count; i++) {
        const struct object *object = &trace->world.objects[i];
        const struct object *peer = world_object(&trace->world, object->peer);
        int domain = (int)object_fact(object, "domain", 0), fd;
        if (domain != AF_INET && domain != AF_INET6)
            continue;
        struct task *task = see_holder(trace, object->id, &fd);
        struct endpoint endpoint;
        inet |= task != NULL;
        if (task && fd >= 0 && peer && !object_fact(peer, "listening", 0) &&
            world_holders(&trace->world, peer->id, ~0) &&
            endpoint_ask(task->group, fd, &endpoint) == 0 &&
            endpoint.packets > 0)
            return true;
    }
    return inet && diag_packets_under_way() > 0;
}
