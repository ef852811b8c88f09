/* see_endpoint.c - names, other ends and addressees of sockets.
 *
 *   unix   the other end by UNIX_DIAG_PEER; who is not accepted yet has the
 *          listening socket for its other end
 *   tcp    the connection whose two addresses are these in reverse
 */
#include "observe/see_socket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

/* ---- names ---- */

/* Is this the name, or the name with a number behind it ("... #2")? */
static bool is_named(const struct object *object, const char *name)
{
    size_t length = strlen(name);
    return object->kind == OBJECT_SOCKET && object->name &&
           strncmp(object->name, name, length) == 0 &&
           (object->name[length] == '\0' ||
            strncmp(object->name + length, " #", 2) == 0);
}

/* The newest socket with this name, or 0; *others tells how many more. */
static int find_named(const struct trace *trace, const char *name, int *others)
{
    int found = 0;
    *others = 0;
    for (int i = trace->world.object_count - 1; i >= 0; i--) {
        if (!is_named(&trace->world.objects[i], name))
            continue;
        *others += found != 0;
        found = found ? found : trace->world.objects[i].id;
    }
    return found;
}

/* Without a number behind it. NULL if it has no address at all. */
static char *plain_name(const struct endpoint *endpoint)
{
    const char *kind = endpoint_kind(endpoint->domain, endpoint->type);
    const char *blank = endpoint->local[0] ? " " : "";
    char *name = NULL;
    int made = -1;
    if (!endpoint->local[0] && !endpoint->remote[0])
        return NULL;
    if (!endpoint->connected)
        made = asprintf(&name, "%s%s%s", kind, blank, endpoint->local);
    else
        made = asprintf(&name, "%s%s%s -> %s", kind, blank, endpoint->local,
                        endpoint->remote[0] ? endpoint->remote : "client");
    return made == -1 ? NULL : name;
}

/* Takes over name; what another object is called already gets a number. */
static char *numbered(const struct trace *trace, char *name)
{
    int others;
    if (!name || !find_named(trace, name, &others))
        return name;
    char *longer = NULL;
    int made = asprintf(&longer, "%s #%d", name, others + 2);
    free(name);
    return made == -1 ? NULL : longer;
}

static char *name_of(const struct trace *trace, const struct endpoint *endpoint)
{
    char *name = plain_name(endpoint);
    if (name)
        return numbered(trace, name);
    const char *kind = endpoint_kind(endpoint->domain, endpoint->type);
    int made = asprintf(&name, "%s%s %d", kind,
                        strcmp(kind, "socket") == 0 ? "" : " socket",
                        trace->world.made[OBJECT_SOCKET] + 1);
    return made == -1 ? NULL : name;
}

char *see_socket_name(const struct trace *trace, pid_t pid, int fd)
{
    struct endpoint endpoint;
    if (endpoint_ask(pid, fd, &endpoint) == -1)
        return NULL;
    return name_of(trace, &endpoint);
}

void see_socket_rename(struct trace *trace, const struct object *object,
                       const struct endpoint *endpoint)
{
    char *name = plain_name(endpoint);
    /* A connection that has ended keeps the name it had. */
    bool known = !name || is_named(object, name) ||
                 (!endpoint->connected && strstr(object->name, " -> "));
    if (known) {
        free(name);
        return;
    }
    struct event event = event_make(EVENT_NAME, 0);
    event.object = object->id;
    event.text = numbered(trace, name);
    (void)trace_emit(trace, &event);
}

/* ---- the other end ---- */

void see_joined(struct trace *trace, int left, int right)
{
    const struct object *object = world_object(&trace->world, left);
    if (!object || object->peer == right)
        return;
    struct event event = event_make(EVENT_PEER, 0);
    event.object = left;
    event.other = right;
    (void)trace_emit(trace, &event);
}

/* The same addresses in another network namespace are other addresses. */
static bool same_network(struct trace *trace, int object, uint64_t network)
{
    struct endpoint other;
    int fd;
    struct task *task = see_holder(trace, object, &fd);
    return !task || fd < 0 || endpoint_ask(task->group, fd, &other) == -1 ||
           other.network == network;
}

/* The one socket that is bound to the address, or to its port on all addresses;
 * 0 if there is none or a choice. Whom one connects to must be listening. */
static int find_bound_to(const struct trace *trace, int domain, int type,
                         const char *address)
{
    const char *kind = endpoint_kind(domain, type);
    const char *port = strrchr(address, ':');
    const char *hosts[] = { address, "0.0.0.0", "[::]" };
    int found = 0;
    for (size_t i = 0; i < (domain == AF_UNIX || !port ? 1 : 3); i++) {
        char name[2 * ADDRESS_TEXT];
        (void)snprintf(name, sizeof name, "%s %s%s", kind, hosts[i],
                       i ? port : "");
        for (int o = trace->world.object_count - 1; o >= 0; o--) {
            const struct object *object = &trace->world.objects[o];
            if (!is_named(object, name) ||
                (type != SOCK_DGRAM && !object_fact(object, "listening", 0)) ||
                !world_holders(&trace->world, object->id, ~0))
                continue;
            if (found)
                return 0;
            found = object->id;
        }
    }
    return found;
}

static bool is_of_run(const struct trace *trace, pid_t pid)
{
    return pid > 0 && task_find(trace, pid);
}

static int unix_peer(const struct trace *trace, const struct endpoint *endpoint,
                     const struct diag_unix *diag)
{
    if (diag->peer)
        return see_known(trace, OBJECT_SOCKET, diag->peer);
    if (!diag->joined || diag->shut_in || !endpoint->remote[0] ||
        !is_of_run(trace, endpoint->maker))
        return 0;
    return find_bound_to(trace, AF_UNIX, endpoint->type, endpoint->remote);
}

static int inet_peer(struct trace *trace, const struct endpoint *endpoint)
{
    char name[3 * ADDRESS_TEXT];
    int others;
    const char *kind = endpoint_kind(endpoint->domain, endpoint->type);
    (void)snprintf(name, sizeof name, "%s %s -> %s", kind, endpoint->remote,
                   endpoint->local);
    int found = find_named(trace, name, &others);
    if (!found)
        found = find_bound_to(trace, endpoint->domain, endpoint->type,
                              endpoint->remote);
    return found && same_network(trace, found, endpoint->network) ? found : 0;
}

int see_socket_peer(struct trace *trace, const struct object *object,
                    const struct endpoint *endpoint,
                    const struct diag_unix *diag)
{
    if (endpoint->listening)
        return 0;
    if (endpoint->domain == AF_UNIX)
        return diag ? unix_peer(trace, endpoint, diag) : object->peer;
    return endpoint->connected ? inet_peer(trace, endpoint) : object->peer;
}

/* ---- whom a message or a connection is for ---- */

/* Paths are compared as files: one may be relative, another not. */
static int find_bound_file(const struct trace *trace, struct task *task,
                           const char *path)
{
    char name[ADDRESS_TEXT + 64];
    struct stat status;
    (void)snprintf(name, sizeof name, "/proc/%d/%s/%s", task->group,
                   path[0] == '/' ? "root" : "cwd", path);
    if (stat(name, &status) == -1)
        return 0;
    for (int i = trace->world.object_count - 1; i >= 0; i--) {
        const struct object *object = &trace->world.objects[i];
        if (object->kind == OBJECT_SOCKET &&
            !strstr(object->name, " -> client") &&
            object_fact(object, "file", 0) == (int64_t)(uint32_t)status.st_ino)
            return object->id;
    }
    return 0;
}

int see_socket_target(const struct trace *trace, struct task *task, int socket,
                      uint64_t address, socklen_t length, char **name)
{
    struct sockaddr_storage bytes = { 0 }; /* its end is the end of a path */
    const struct sockaddr_un *local = (const void *)&bytes;
    const struct object *object = world_object(&trace->world, socket);
    char text[ADDRESS_TEXT];
    *name = NULL;
    if (!object || !address || length > sizeof *local ||
        proc_memory(task->group, address, &bytes, length) != (ssize_t)length)
        return 0;
    endpoint_address(&bytes, length, text);
    int domain = (int)object_fact(object, "domain", bytes.ss_family);
    int type = (int)object_fact(object, "type", SOCK_STREAM);
    int found = domain == AF_UNIX && text[0] != '@'
                    ? find_bound_file(trace, task, local->sun_path)
                    : find_bound_to(trace, domain, type, text);
    int made =
        found ? asprintf(name, "%s", world_object(&trace->world, found)->name)
              : asprintf(name, "%s %s", endpoint_kind(domain, type), text);
    if (made == -1)
        *name = NULL;
    return found;
}
