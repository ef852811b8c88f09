/*
 * ring.c - exercise 6.7: the number that says "it is there" comes too early.
 *
 *   putter B   tail 1 ───────────────────── slot 0 = "one"
 *   taker C            tail 1? then slot 0:  0
 *
 * What put and take must do stands in race.h.
 */
#include "race.h"

/* TODO(6.7a): Break it: C takes something that nobody has put. */
// schedule:
// accesses:

bool put(struct ring *ring, int value)
{
    unsigned tail = atomic_load(&ring->tail);

    if (tail - atomic_load(&ring->head) == SLOTS)
        return false;
    /* TODO(6.7b): Mend it. Which of the two is the one that others look at? */
    atomic_store(&ring->tail, tail + 1); // (a)
    ring->slots[tail % SLOTS] = value;   // (b)
    return true;
}

bool take(struct ring *ring, int *value)
{
    unsigned head = atomic_load(&ring->head);

    /* TODO(6.7c): And here? */
    if (head == atomic_load(&ring->tail)) // (c)
        return false;
    *value = ring->slots[head % SLOTS];  // (d)
    atomic_store(&ring->head, head + 1); // (e)
    return true;
}
