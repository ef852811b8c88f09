/* wait_socket.c - who could end a wait on a socket. socket(7), unix(7)
 *
 *   stream     the holders of the other end; whoever holds this end as well
 *              could shut it down
 *   datagram   who is joined to it; without that everybody who can name it
 *   listening  everybody can connect; its holders accept
 */
#include "observe/wait_rules.h"

#include <string.h>
#include <sys/socket.h>

#define ANY (ACCESS_READ | ACCESS_WRITE)

/* The holders of the waiter's own end: they would have to shut it down, and
 * rarely mean to. */
static void add_own_end(const struct world *world, struct wait *wait,
                        int socket)
{
    int first = wait->waker_count;
    wait_add_holders(world, wait, socket, ANY);
    for (int i = first; i < wait->waker_count; i++)
        wait->wakers[i].holds = false;
}

/* Everybody, none of whom has what is waited for already. */
static void add_anybody(const struct world *world, struct wait *wait)
{
    wait_add_everybody(world, wait, 0);
}

static bool is_listening(const struct object *socket)
{
    return socket && object_fact(socket, "listening", 0);
}

static bool is_datagram(const struct object *socket)
{
    return object_fact(socket, "type", 0) == SOCK_DGRAM;
}

static bool is_unix(const struct object *socket)
{
    return object_fact(socket, "domain", 0) == AF_UNIX;
}

/* Who is called so; 0 for nobody of the run. */
static int called(const struct world *world, const char *name)
{
    for (int i = world->object_count - 1; name && i >= 0; i--)
        if (world->objects[i].kind == OBJECT_SOCKET && world->objects[i].name &&
            strcmp(world->objects[i].name, name) == 0)
            return world->objects[i].id;
    return 0;
}

static void add_peer(const struct world *world, struct wait *wait,
                     const struct object *socket)
{
    const struct object *peer = world_object(world, socket->peer);
    wait->outside |= socket->outside || !peer || peer->outside;
    if (peer)
        wait_add_holders(world, wait, peer->id, ANY);
    add_own_end(world, wait, socket->id);
}

void wait_add_socket(const struct world *world, struct wait *wait, int id,
                     int access)
{
    const struct object *socket = world_object(world, id);
    bool joined = world_object(world, socket->peer) != NULL;
    bool addressed = object_fact(socket, "connected", 0) != 0;
    if (!object_fact(socket, "domain", 0)) {
        wait->outside = true; /* never looked into */
    } else if (is_listening(socket)) {
        wait->outside |= socket->outside;
        add_anybody(world, wait);
    } else if (!is_datagram(socket) ||
               (is_unix(socket) && (joined || addressed))) {
        add_peer(world, wait, socket);
    } else {
        wait->outside |= socket->outside || (addressed && !joined);
        /* The network takes every datagram sooner or later. */
        wait->finite |= !is_unix(socket) && (access & ACCESS_WRITE);
        if (joined)
            wait_add_holders(world, wait, socket->peer, ANY);
        add_anybody(world, wait);
    }
}

/* SO_RCVTIMEO and SO_SNDTIMEO end reading and writing, not poll. */
void wait_add_timeout(const struct world *world, struct wait *wait, int id,
                      const char *fact)
{
    const struct object *socket = world_object(world, id);
    if (socket && socket->kind == OBJECT_SOCKET)
        wait->finite |= object_fact(socket, fact, 0) > 0;
}

/* A datagram whose receiver is named in the call waits for that queue. */
bool wait_add_receiver(const struct world *world, const struct thread *thread,
                       struct wait *wait)
{
    const struct object *socket = world_object(world, thread->object);
    const struct object *receiver =
        world_object(world, called(world, thread->watched));
    if (!socket || socket->kind != OBJECT_SOCKET || !receiver ||
        !is_datagram(socket) || !is_unix(socket))
        return false;
    wait->object = receiver->id;
    wait->outside |= receiver->outside;
    wait_add_holders(world, wait, receiver->id, ANY);
    add_own_end(world, wait, socket->id);
    return true;
}

/* Messages that carry descriptors: whoever receives one gets what nobody has
 * open now, and whoever closes the queue lets go of it. */
void wait_add_carriers(const struct world *world, struct wait *wait)
{
    for (int i = 0; i < world->object_count; i++)
        if (world->objects[i].kind == OBJECT_SOCKET &&
            object_fact(&world->objects[i], "rights", 0) > 0)
            add_own_end(world, wait, world->objects[i].id);
}

void wait_for_partner(const struct world *world, const struct process *process,
                      const struct thread *thread, struct wait *wait)
{
    const struct object *socket = world_object(world, thread->object);
    (void)process;
    wait->kind = WAIT_PARTNER;
    if (!socket || socket->kind != OBJECT_SOCKET) {
        wait->outside = true;
        return;
    }
    wait->outside |= socket->outside;
    if (call_at(thread->call)->role == ROLE_ACCEPT) {
        wait_add_timeout(world, wait, socket->id, "receive_ms");
        wait_add_socket(world, wait, socket->id, ACCESS_READ);
        return;
    }
    wait_add_timeout(world, wait, socket->id, "send_ms");
    wait->finite |= !is_unix(socket); /* tcp gives up by itself */
    const struct object *wanted =
        world_object(world, called(world, thread->watched));
    wait->outside |= !wanted || wanted->outside;
    if (!wanted)
        return;
    wait->object = wanted->id;
    wait_add_holders(world, wait, wanted->id, ANY);
    add_own_end(world, wait, socket->id);
}
