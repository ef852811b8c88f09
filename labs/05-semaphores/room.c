/*
 * room.c - exercise 5.4: readers together, writers alone, nobody for ever.
 *
 *              door                    room
 *   reader ──►  │  ──► one more ──► [ reader reader reader ] ──► one less
 *   writer ──►  │  ────────────────► [      writer          ] ──►
 *
 * Whoever comes passes the door, one at a time. Whoever must wait for the room to
 * be empty stays in the door: so nobody comes past it.
 *
 * What each function must do stands in semaphores.h.
 */
#include <errno.h>

#include "semaphores.h"

struct room {
    /* TODO(5.4a): Which semaphores, and what is counted under which of them? */
    int nothing_yet;
};

size_t room_size(void)
{
    return sizeof(struct room);
}

int room_init(struct room *room)
{
    /* TODO(5.4b): The first values, for several processes. Return 0 or -1. */
    (void)room;
    errno = ENOSYS;
    return -1;
}

/* The first reader takes the room for all of them ... */
static void enter_reader(struct room *room)
{
    /*
     * TODO(5.4c): 1. Stand in the door. 2. With the turn: one reader more; the
     * first one waits until the room is empty. 3. Leave the door.
     */
    (void)room;
}

/* ... and the last one gives it back. */
static void leave_reader(struct room *room)
{
    /* TODO(5.4d): With the turn: one less; the last one leaves it empty. */
    (void)room;
}

int room_read(struct room *room, int (*inside)(void))
{
    int result, saved;

    enter_reader(room);
    result = inside();
    saved = errno;
    leave_reader(room);
    errno = saved;
    return result;
}

int room_write(struct room *room, int (*inside)(void))
{
    int result, saved;

    /* TODO(5.4e): Stand in the door, wait until the room is empty, go in. */
    (void)room;
    result = inside();
    saved = errno;
    /* TODO(5.4f): Leave the room empty. */
    errno = saved;
    return result;
}
