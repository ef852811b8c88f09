/* room.h - a folder with a built program, for a test. */
#ifndef EXPLORE_TESTS_ROOM_H
#define EXPLORE_TESTS_ROOM_H

#include "explore/build.h"
#include "explore/explore.h"

struct room {
    char top[64], program[80], folder[80];
    char *argv[2];
};

/* Makes them; the test fails if it cannot. `flags` as for explore_build. The
 * test removes them with room_remove. */
void room_build(struct room *room, const char *source,
                const char *const *flags);
/* Starts the program; the test stops it with server_stop. */
struct server *room_start(struct room *room);
void room_remove(const struct room *room);

#endif
