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
    /* SOLUTION(5.4a) */
    sem_t door;  /* 0 while somebody stands in it */
    sem_t empty; /* 0 while a writer, or at least one reader, is inside */
    sem_t turn;  /* 0 while somebody changes ... */
    int readers; /* ... how many readers are inside */
    /* STARTER(5.4a)
    int nothing_yet;
    END(5.4a) */
};

size_t room_size(void)
{
    return sizeof(struct room);
}

int room_init(struct room *room)
{
    /* TODO(5.4b): The first values, for several processes. Return 0 or -1. */
    /* SOLUTION(5.4b) */
    if (sem_init(&room->door, 1, 1) == -1 ||
        sem_init(&room->empty, 1, 1) == -1 || sem_init(&room->turn, 1, 1) == -1)
        return -1;
    return 0;
    /* STARTER(5.4b)
    (void)room;
    errno = ENOSYS;
    return -1;
    END(5.4b) */
}

/* The first reader takes the room for all of them ... */
static void enter_reader(struct room *room)
{
    /*
     * TODO(5.4c): 1. Stand in the door. 2. With the turn: one reader more; the
     * first one waits until the room is empty. 3. Leave the door.
     */
    /* SOLUTION(5.4c) */
    wait_for(&room->door); /* DOC: past-nobody */
    wait_for(&room->turn);
    if (++room->readers == 1)
        wait_for(&room->empty);
    sem_post(&room->turn);
    sem_post(&room->door);
    /* STARTER(5.4c)
    (void)room;
    END(5.4c) */
}

/* ... and the last one gives it back. */
static void leave_reader(struct room *room)
{
    /* TODO(5.4d): With the turn: one less; the last one leaves it empty. */
    /* SOLUTION(5.4d) */
    wait_for(&room->turn);
    if (--room->readers == 0)
        sem_post(&room->empty);
    sem_post(&room->turn);
    /* STARTER(5.4d)
    (void)room;
    END(5.4d) */
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
    /* SOLUTION(5.4e) */
    wait_for(&room->door);
    wait_for(&room->empty);
    sem_post(&room->door);
    /* STARTER(5.4e)
    (void)room;
    END(5.4e) */
    result = inside();
    saved = errno;
    /* TODO(5.4f): Leave the room empty. */
    /* SOLUTION(5.4f) */
    sem_post(&room->empty);
    /* STARTER(5.4f)
    END(5.4f) */
    errno = saved;
    return result;
}
