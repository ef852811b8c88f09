/* socket_ss.c - what ss(8) shows is what the world says, in the same run. */
#include "sockets.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(socket_ss, .timeout = 60, .init = name_path, .fini = remove_path);

struct row {
    long receive, send;
    unsigned long inode, peer;
};

/* The line of ss about this unix socket. */
static bool ss_unix(uint64_t inode, struct row *row)
{
    char line[1024];
    FILE *ss = popen("ss -xaH 2>/dev/null", "r");
    bool seen = false;
    while (ss && fgets(line, sizeof line, ss)) {
        struct row one;
        if (sscanf(line, "%*s %*s %ld %ld %*s %lu %*s %lu", &one.receive,
                   &one.send, &one.inode, &one.peer) != 4 ||
            one.inode != inode)
            continue;
        *row = one;
        seen = true;
    }
    if (ss)
        (void)pclose(ss);
    return seen;
}

static bool has_ss(void)
{
    return system("ss -V >/dev/null 2>&1") == 0;
}

/* The line of ss -t or -u with these two addresses. */
static bool ss_inet(const char *options, const char *name, struct row *row)
{
    char line[1024], command[64], local[128] = "", remote[128] = "0.0.0.0:*";
    (void)sscanf(strchr(name, ' '), " %127s -> %127s", local, remote);
    (void)snprintf(command, sizeof command, "ss %s 2>/dev/null", options);
    FILE *ss = popen(command, "r");
    bool seen = false;
    while (ss && fgets(line, sizeof line, ss)) {
        char from[128], to[128];
        struct row one = { 0 };
        if (sscanf(line, "%*s %ld %ld %127s %127s", &one.receive, &one.send,
                   from, to) != 4 ||
            strcmp(from, local) != 0 || strcmp(to, remote) != 0)
            continue;
        *row = one;
        seen = true;
    }
    if (ss)
        (void)pclose(ss);
    return seen;
}

Test(socket_ss, ss_shows_the_same_bytes_and_ends)
{
    if (!has_ss())
        cr_skip_test("ss is missing (package iproute2)");
    still("unix-accepted");
    for (int i = 0; i < world()->object_count; i++) {
        const struct object *object = &world()->objects[i];
        struct row row;
        if (object->kind != OBJECT_SOCKET)
            continue;
        cr_assert(ss_unix(object->inode, &row), "ss lacks %s", object->name);
        cr_assert_eq(row.receive, object->fill, "%s", object->name);
        const struct object *peer = world_object(world(), object->peer);
        cr_assert_eq(row.peer, peer ? peer->inode : 0, "%s", object->name);
    }
    play_close(&play);
}

Test(socket_ss, ss_shows_the_same_tcp_queues)
{
    if (!has_ss())
        cr_skip_test("ss is missing (package iproute2)");
    still("tcp");
    for (int i = 0; i < world()->object_count; i++) {
        const struct object *object = &world()->objects[i];
        struct row row;
        if (object->kind != OBJECT_SOCKET)
            continue;
        cr_assert(ss_inet("-tanH", object->name, &row), "ss lacks %s",
                  object->name);
        /* The end of the data counts as one byte more in ss. */
        cr_assert_eq(row.receive,
                     object->fill + object_fact(object, "in_closed", 0), "%s",
                     object->name);
        if (object_fact(object, "listening", 0))
            cr_assert_eq(row.send, object_fact(object, "backlog", 0));
        else
            cr_assert_eq(row.send, object_fact(object, "sending", 0));
    }
    play_close(&play);
}

/* For UDP ss counts memory, so only whether something is there compares. */
Test(socket_ss, ss_shows_the_same_udp_ends)
{
    if (!has_ss())
        cr_skip_test("ss is missing (package iproute2)");
    still("udp");
    for (int i = 0; i < world()->object_count; i++) {
        const struct object *object = &world()->objects[i];
        struct row row;
        if (object->kind != OBJECT_SOCKET)
            continue;
        cr_assert(ss_inet("-uanH", object->name, &row), "ss lacks %s",
                  object->name);
        cr_assert_eq(row.receive > 0, object->fill > 0, "%s", object->name);
    }
    play_close(&play);
}
