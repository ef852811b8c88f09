/* words_socket.c - sockets: what is in them, and calls about them. */
#include "tui/words_call.h"

#include "observe/calls.h"
#include "tui/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

void words_socket_fill(FILE *out, const struct object *socket)
{
    bool one = socket->fill == 1;
    if (object_fact(socket, "listening", 0))
        (void)fprintf(out,
                      ": %" PRId64 " of %" PRId64 " connections wait%s to be "
                      "accepted",
                      socket->fill, socket->capacity, one ? "s" : "");
    else if (object_fact(socket, "type", 0) != SOCK_DGRAM)
        (void)fprintf(out, " holds %" PRId64 " byte%s to read", socket->fill,
                      one ? "" : "s");
    else if (socket->capacity > 0)
        (void)fprintf(out, " holds %" PRId64 " of %" PRId64 " datagrams",
                      socket->fill, socket->capacity);
    else
        (void)fprintf(out, " holds %" PRId64 " datagram%s", socket->fill,
                      one ? "" : "s");
    int64_t rights = object_fact(socket, "rights", 0);
    if (rights > 0)
        (void)fprintf(out, " and %" PRId64 " descriptor%s on the way", rights,
                      rights == 1 ? "" : "s");
    bool in = object_fact(socket, "in_closed", 0) != 0;
    bool away = object_fact(socket, "out_closed", 0) != 0;
    if (in || away)
        (void)fprintf(out, "; %s%s%s", in ? "nothing more comes" : "",
                      in && away ? ", " : "",
                      away ? "nothing more can be sent" : "");
}

static void print_name(FILE *out, const char *name)
{
    char *escaped = words_escape(name, strlen(name));
    (void)fputs(escaped, out);
    free(escaped);
}

static const char *const directions[] = { "reading", "writing", "both ways" };

bool words_socket_call(FILE *out, const struct world *world,
                       const struct event *event)
{
    const struct call_info *info = call_at(event->call);
    const char *way = NULL;
    if (!info || (info->role != ROLE_CONNECT && info->role != ROLE_ACCEPT &&
                  info->role != ROLE_SOCKET))
        return false;
    (void)fprintf(out, "calls %s() on ", info->name);
    words_print_object(out, world, event->object);
    if (event->text && info->role == ROLE_CONNECT) {
        (void)fputs(", to reach ", out);
        print_name(out, event->text);
    }
    if (strcmp(info->name, "listen") == 0)
        (void)fprintf(out, " with a backlog of %d", (int)event->arguments[1]);
    if (strcmp(info->name, "shutdown") == 0 && event->arguments[1] >= SHUT_RD &&
        event->arguments[1] <= SHUT_RDWR)
        way = directions[event->arguments[1]];
    if (way)
        (void)fprintf(out, " for %s", way);
    return true;
}

void words_socket_receiver(FILE *out, const struct event *event)
{
    if (!event->text)
        return;
    (void)fputs(", for ", out);
    print_name(out, event->text);
}
