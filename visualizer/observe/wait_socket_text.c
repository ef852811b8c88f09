/* wait_socket_text.c - a wait on a socket, as told to a person. */
#include "observe/wait_rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static char *for_data(const struct object *socket, const char *call)
{
    char *text = NULL;
    bool datagram = object_fact(socket, "type", 0) == SOCK_DGRAM;
    const char *what = object_fact(socket, "listening", 0) ? "a connection to"
                       : datagram                          ? "a datagram on"
                                  : "data or end-of-file on";
    return asprintf(&text, "waits in %s() for %s %s", call, what,
                    socket->name) == -1
               ? NULL
               : text;
}

/* What is full is the queue at the other end. */
static char *for_room(const struct world *world, const struct object *socket,
                      const char *call)
{
    char *text = NULL;
    const struct object *peer = world_object(world, socket->peer);
    bool datagram = object_fact(socket, "type", 0) == SOCK_DGRAM;
    int made;
    if (datagram && socket->capacity > 0)
        made = asprintf(&text,
                        "waits in %s() for room in %s, which holds %" PRId64
                        " of %" PRId64 " datagrams",
                        call, socket->name, socket->fill, socket->capacity);
    else if (peer && !datagram)
        made = asprintf(&text,
                        "waits in %s() for room on %s, with %" PRId64
                        " bytes unread at %s",
                        call, socket->name, peer->fill, peer->name);
    else
        made =
            asprintf(&text, "waits in %s() for room on %s", call, socket->name);
    return made == -1 ? NULL : text;
}

static char *for_partner(const struct object *socket, const char *call)
{
    char *text = NULL;
    int made =
        strncmp(call, "accept", 6) == 0
            ? asprintf(&text, "waits in %s() for a connection to %s", call,
                       socket->name)
        : socket->capacity > 0
            ? asprintf(&text,
                       "waits in %s() until %s accepts: %" PRId64 " of %" PRId64
                       " connections wait already",
                       call, socket->name, socket->fill, socket->capacity)
            : asprintf(&text, "waits in %s() for an answer to %s", call,
                       socket->name);
    return made == -1 ? NULL : text;
}

char *wait_socket_text(const struct world *world, const struct wait *wait,
                       const char *call)
{
    const struct object *socket = world_object(world, wait->object);
    if (!socket || socket->kind != OBJECT_SOCKET)
        return NULL;
    switch (wait->kind) {
    case WAIT_DATA: return for_data(socket, call);
    case WAIT_ROOM: return for_room(world, socket, call);
    case WAIT_PARTNER: return for_partner(socket, call);
    default: return NULL;
    }
}
