/*
 * buffer.c - exercise 5.3: several producers, several consumers, little room.
 *
 *              tail               head
 *   ...........|###### items ######|........... place n is items[n % room]
 *
 *   put:   wait for a free place ─► alone: item, head ─► one more is ready
 *   take:  wait for a ready item ─► alone: item, tail ─► one more is free
 *
 * Two semaphores count, one keeps others out. In which order must each side wait
 * for them? Draw the buffer full, and see who sleeps with what in hand.
 *
 * What each function must do stands in semaphores.h. Read sem_overview(7).
 */
#include <errno.h>

#include "semaphores.h"

struct buffer {
    /*
     * TODO(5.3a): Which semaphores? (sem_t, not a pointer to one: they must lie
     * in this memory, which all processes share.)
     */
    /* SOLUTION(5.3a) */
    sem_t free;  /* counts places that a producer may fill */
    sem_t ready; /* counts items that a consumer may take */
    sem_t turn;  /* 1, or 0 while somebody changes what stands below */
    /* STARTER(5.3a)
    END(5.3a) */
    unsigned room, head, tail; /* both only grow */
    int items[BUFFER_MAX];
};

size_t buffer_size(void)
{
    return sizeof(struct buffer);
}

int buffer_init(struct buffer *buffer, unsigned room)
{
    buffer->room = room;
    /*
     * TODO(5.3b): Give each semaphore its first value: what is there to take in
     * an empty buffer? And say that several processes use it (pshared).
     */
    /* SOLUTION(5.3b) */
    if (sem_init(&buffer->free, 1, room) == -1 ||
        sem_init(&buffer->ready, 1, 0) == -1 ||
        sem_init(&buffer->turn, 1, 1) == -1) /* DOC: what-there-is-to-take */
        return -1;
    return 0;
    /* STARTER(5.3b)
    errno = ENOSYS;
    return -1;
    END(5.3b) */
}

/* With the turn: the two halves of putting an item in. */
static void store_item(struct buffer *buffer, int item, void (*halfway)(void))
{
    buffer->items[buffer->head % buffer->room] = item;
    halfway();
    buffer->head++;
}

int buffer_put(struct buffer *buffer, int item, void (*halfway)(void))
{
    /*
     * TODO(5.3c): 1. Wait for a free place. 2. Wait for the turn, store_item,
     * and give the turn back. 3. Say that one more item is ready. Return 0.
     */
    /* SOLUTION(5.3c) */
    wait_for(&buffer->free); /* DOC: sleep-empty-handed */
    wait_for(&buffer->turn);
    store_item(buffer, item, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->ready);
    return 0;
    /* STARTER(5.3c)
    (void)store_item;
    (void)buffer;
    (void)item;
    (void)halfway;
    errno = ENOSYS;
    return -1;
    END(5.3c) */
}

/* With the turn: the two halves of taking an item out. */
static int fetch_item(struct buffer *buffer, void (*halfway)(void))
{
    int item = buffer->items[buffer->tail % buffer->room];

    halfway();
    buffer->tail++;
    return item;
}

int buffer_take(struct buffer *buffer, int *item, void (*halfway)(void))
{
    /* TODO(5.3d): The mirror image of buffer_put, with fetch_item. */
    /* SOLUTION(5.3d) */
    wait_for(&buffer->ready);
    wait_for(&buffer->turn);
    *item = fetch_item(buffer, halfway);
    sem_post(&buffer->turn);
    sem_post(&buffer->free);
    return 0;
    /* STARTER(5.3d)
    (void)fetch_item;
    (void)buffer;
    (void)item;
    (void)halfway;
    errno = ENOSYS;
    return -1;
    END(5.3d) */
}
