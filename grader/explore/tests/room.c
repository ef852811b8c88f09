/* room.c - a folder with a built program, for a test. */
#include "explore/tests/room.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void room_build(struct room *room, const char *source, const char *const *flags)
{
    snprintf(room->top, sizeof room->top, "/tmp/ipc-kit-XXXXXX");
    cr_assert(mkdtemp(room->top));
    snprintf(room->program, sizeof room->program, "%s/program", room->top);
    snprintf(room->folder, sizeof room->folder, "%s/room", room->top);
    cr_assert_eq(mkdir(room->folder, 0700), 0);
    cr_assert_eq(explore_build(NULL, &source, 1, flags, room->program), 0);
}

struct server *room_start(struct room *room)
{
    room->argv[0] = room->program;
    room->argv[1] = NULL;
    struct server *server = server_start(&(struct start){
        .argv = room->argv, .folder = room->folder, .kept_fd = -1 });
    cr_assert(server);
    return server;
}

void room_remove(const struct room *room)
{
    (void)unlink(room->program);
    (void)rmdir(room->folder);
    cr_expect_eq(rmdir(room->top), 0);
}
