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
/* SOLUTION(6.4a) */
// schedule: B CC B
// accesses: a c
/* STARTER(6.4a)
// schedule:
// accesses:
END(6.4a) */

/*
 * TODO(6.4b): Mend both. The mutex is given back in the moment in which
 * pthread_cond_wait falls asleep, and not before: what must you do under it?
 */

void wait_for_parcel(struct door *door)
{
    /* SOLUTION(6.4b) */
    pthread_mutex_lock(&door->tools.mutex);
    while (!door->parcel) /* DOC: look-under-the-lock */
        pthread_cond_wait(&door->tools.changed, &door->tools.mutex);
    door->parcel = false;
    pthread_mutex_unlock(&door->tools.mutex);
    /* STARTER(6.4b)
    while (!door->parcel) { // (a)
        pthread_mutex_lock(&door->tools.mutex);
        pthread_cond_wait(&door->tools.changed, &door->tools.mutex); // (b)
        pthread_mutex_unlock(&door->tools.mutex);
    }
    door->parcel = false;
    END(6.4b) */
}

void bring_parcel(struct door *door)
{
    /* TODO(6.4c): The other side. */
    /* SOLUTION(6.4c) */
    pthread_mutex_lock(&door->tools.mutex);
    door->parcel = true;
    pthread_cond_signal(&door->tools.changed);
    pthread_mutex_unlock(&door->tools.mutex);
    /* STARTER(6.4c)
    door->parcel = true;                       // (c)
    pthread_cond_signal(&door->tools.changed); // (d)
    END(6.4c) */
}
