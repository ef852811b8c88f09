/*
 * door.c - exercise 6.4: who looks first and sleeps afterwards misses the bell.
 *
 *   B   no parcel ────────────────────── sleeps, and sleeps, and sleeps
 *   C              parcel ── rings the bell: nobody sleeps yet
 *
 * What wait_for_parcel and bring_parcel must do stands in race.h.
 */
#include "race.h"

/* TODO(6.4a): Break it: an order in which B sleeps for ever. */
// schedule:
// accesses:

/*
 * TODO(6.4b): Mend both. The mutex is given back in the moment in which
 * pthread_cond_wait falls asleep, and not before: what must you do under it?
 */

void wait_for_parcel(struct door *door)
{
    while (!door->parcel) { // (a)
        pthread_mutex_lock(&door->tools.mutex);
        pthread_cond_wait(&door->tools.changed, &door->tools.mutex); // (b)
        pthread_mutex_unlock(&door->tools.mutex);
    }
    door->parcel = false;
}

void bring_parcel(struct door *door)
{
    /* TODO(6.4c): The other side. */
    door->parcel = true;                       // (c)
    pthread_cond_signal(&door->tools.changed); // (d)
}
