/*
 * polite.c - exercise 6.9: two who let each other go first get nowhere.
 *
 *   B   I want in ──────────── does the other? then I wait ── ...
 *   C              I want in ── does the other? then I wait ── ...
 *
 * What enter and leave must do stands in race.h.
 */
#include <sched.h>

#include "race.h"

/* TODO(6.9a): Break it: both wait for ever. */
// schedule:
// accesses:

void enter(struct passage *passage, int me)
{
    /*
     * TODO(6.9b): Mend it. With a lock it is nothing; without one somebody must
     * give way, and it must be clear who (Peterson, 1981).
     */
    atomic_store(&passage->wants[me], 1);     // (a)
    while (atomic_load(&passage->wants[!me])) // (b)
        sched_yield();
}

void leave(struct passage *passage, int me)
{
    /* TODO(6.9c): Whatever belongs to it. Maybe it is right as it is. */
    atomic_store(&passage->wants[me], 0); // (c)
}
